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

const lines = (before: string[]) =>
  [...before, ...Array.from({ length: 40 }, (_, line) => `line ${line}`)].join("\n");
const words = (count: number) => Array.from({ length: count }, (_, word) => `word ${word}`);

test.each(["```", "```rust", "~~~", "> ```", "  ````md", "- ```", "1. ~~~ a`b"])(
  "no empty box of code stands at the end: %s",
  (fence) => {
    expect(excerpt(lines([...words(13), fence]))).toMatch(/word 12 …$/);
    // The end of one goes, too: with more behind it, it would be a line of the code.
    expect(excerpt(lines([fence, ...words(12), fence]))).toMatch(/word 11 …$/);
    expect(excerpt(lines([...words(12), fence, fence]))).toMatch(/word 11 …$/);
  },
);

test("code within a line is no fence", () => {
  expect(excerpt(lines([...words(13), "```inline``` code"]))).toMatch(/```inline``` code …$/);
});
