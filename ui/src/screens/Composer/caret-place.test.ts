import { expect, test } from "vitest";
import { lineOf, shareOf } from "./caret-place";

test.each([
  ["", 0, 0],
  ["one\ntwo", 3, 0],
  ["one\ntwo", 4, 1],
  ["one\n\n", 5, 2],
])("%j has place %d in line %d", (text, place, line) => {
  expect(lineOf(text, place)).toBe(line);
});

test.each([
  [0, 0],
  [6, 0.5],
  [10, 10 / 12],
  // The second block begins anew.
  [12, 0],
  [17, 5 / 9],
])("place %d is %d down its block", (place, share) => {
  const [first, second] = [{} as Element, {} as Element];
  const text = `${"a".repeat(10)}\n\nbbbb\nbbbb`;
  const blockAt = (line: number) => (line < 2 ? first : second);
  expect(shareOf(text, place, blockAt)).toBeCloseTo(share);
});
