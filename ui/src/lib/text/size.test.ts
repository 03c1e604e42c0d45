import { expect, test } from "vitest";
import { bodyBytes, BODY_MAX, sizeWords } from "./size";

test("the size is that of the request, as JSON in UTF-8", () => {
  const overhead = bodyBytes("", "");
  expect(bodyBytes("a", "é🔥")).toBe(overhead + 1 + 2 + 4);
  expect(bodyBytes("", '"\n')).toBe(overhead + 4);
});

test.each([
  [1, 0.1, "1 character"],
  [12_345, 0.5, "12,345 characters"],
  [900_000, 0.859, "85 % of the longest possible post"],
  [1_100_000, 1 + 5 / BODY_MAX, "Too long by 5 bytes"],
])("%d characters that fill %d: %s", (characters, fullness, words) => {
  expect(sizeWords(characters, fullness)).toBe(words);
});
