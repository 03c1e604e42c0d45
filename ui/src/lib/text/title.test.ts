import { expect, test } from "vitest";
import { shownTitle } from "./title";

test.each([
  ["Bread", "Bread"],
  ["txt.\u202Egpj", "txt.gpj"],
  ["عنوان", "عنوان"],
  ["👩‍👩‍👧", "👩‍👩‍👧"],
])("%j is shown as %j", (title, shown) => {
  expect(shownTitle(title)).toBe(shown);
});

test.each(["", " \u200B\u00A0\u2003", "\u202E", "\u3164", "\u0301"])("%j is blank", (title) => {
  expect(shownTitle(title)).toBe("Untitled");
});

test("what is too long for a line is cut", () => {
  expect(shownTitle("a".repeat(1_000_000))).toBe(`${"a".repeat(300)}…`);
});
