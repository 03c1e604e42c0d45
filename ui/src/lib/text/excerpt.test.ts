import { expect, test } from "vitest";
import { excerpt } from "./excerpt";

test("a text of usual length is shown whole", () => {
  expect(excerpt("A few words.")).toBeNull();
  expect(excerpt("word ".repeat(240))).toBeNull();
});

test("a long text is cut at the end of a word", () => {
  const beginning = excerpt("words ".repeat(400));
  expect(beginning).toMatch(/^(words )+…$/);
  expect(beginning?.length).toBeLessThan(910);
});

test("many short lines are cut at the end of a line", () => {
  const lines = Array.from({ length: 100 }, (_, line) => `${line + 1}. Stir.`).join("\n");
  expect(excerpt(lines)).toMatch(/\n14\. Stir\. …$/);
});

test("a few lines more than that are not worth a button", () => {
  expect(excerpt("line\n".repeat(16))).toBeNull();
});

test("one endless word is cut, but no character is broken", () => {
  const beginning = excerpt(`a${"🔥".repeat(2000)}`);
  expect(beginning).toMatch(/^a(🔥)+ …$/u);
});
