import { expect, test } from "vitest";
import { hasLongLine } from "./long-line";

test.each([
  ["", false],
  ["a".repeat(10_000), false],
  ["a".repeat(10_001), true],
  [`${"word ".repeat(1000)}\n`.repeat(100), false],
  [`short\n${"a".repeat(10_001)}\nshort`, true],
  [`${"a\n".repeat(50_000)}${"a".repeat(10_001)}`, true],
])("case %#", (text, long) => {
  expect(hasLongLine(text)).toBe(long);
});
