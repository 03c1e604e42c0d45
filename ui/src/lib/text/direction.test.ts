import { expect, test } from "vitest";
import { directionOf } from "./direction";

test.each([
  ["", undefined],
  ["12 + 3", undefined],
  ["Bread خبز", "ltr"],
  ["1. خبز bread", "rtl"],
  ["שלום", "rtl"],
  ["面包", "ltr"],
])("%j runs %s", (text, direction) => {
  expect(directionOf(text)).toBe(direction);
});
