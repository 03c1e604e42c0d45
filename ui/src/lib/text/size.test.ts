import { expect, test } from "vitest";
import {
  bodyBytes,
  BODY_MAX,
  contentUsage,
  countCharacters,
  isNear,
  isOver,
  titleUsage,
  usageWords,
} from "./size";

const limits = { title: 300, content: 100_000 };

test("the size is that of the request, as JSON in UTF-8", () => {
  const overhead = bodyBytes("", "");
  expect(bodyBytes("a", "é🔥")).toBe(overhead + 1 + 2 + 4);
  expect(bodyBytes("", '"\n')).toBe(overhead + 4);
});

test.each([
  ["", 0],
  ["soup", 4],
  ["شوربة", 5],
  ["a🔥b", 3],
  ["🔥🔥", 2],
  ["👩‍🍳", 3], // two pictures and what joins them
  ["\ud83d", 1], // a half that stands alone
  ["\udd25\ud83d", 2],
])("%j has %d characters", (text, count) => {
  expect(countCharacters(text)).toBe(count);
});

test("the content is measured by the server's limit", () => {
  expect(contentUsage("", "🔥🔥", limits)).toEqual({ used: 2, most: 100_000, unit: "characters" });
  expect(usageWords(contentUsage("", "a".repeat(1234), limits))).toBe("1,234 of 100,000");
  expect(usageWords(contentUsage("", "a".repeat(100_005), limits))).toBe("Too long by 5 characters");
});

test("by the size of a request where that is reached first, or no limit is known", () => {
  const roomy = { title: 300, content: 10_000_000 };
  for (const told of [roomy, null]) {
    const usage = contentUsage("", "é".repeat(450_000), told);
    expect([usage.unit, isNear(usage), isOver(usage)]).toEqual(["bytes", true, false]);
    expect(usageWords(usage)).toBe("85 % of the longest possible post");
  }
  const overhead = bodyBytes("", "");
  expect(usageWords(contentUsage("", "a".repeat(BODY_MAX - overhead + 5), null))).toBe("Too long by 5 bytes");
});

test.each([
  [79, false, false],
  [80, true, false],
  [100, true, false],
  [101, true, true],
])("%d of 100: near %s, over %s", (used, near, over) => {
  const usage = { used, most: 100, unit: "characters" } as const;
  expect([isNear(usage), isOver(usage)]).toEqual([near, over]);
});

test("a title is measured as it is sent, where there is a limit", () => {
  expect(titleUsage(" Soup ", limits)).toMatchObject({ used: 4, most: 300 });
  expect(titleUsage("Soup", null)).toBeNull();
});
