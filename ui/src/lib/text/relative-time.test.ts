import { beforeEach, expect, test } from "vitest";
import { setLocale } from "$lib/i18n";
import { relativeTime, exactTime } from "./relative-time";

const NOW = Date.UTC(2026, 5, 15, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

beforeEach(() => {
  setLocale({ language: "en", locale: "en-US" });
});

test.each([
  [-5 * MINUTE, "just now"],
  [0, "just now"],
  [MINUTE - 1, "just now"],
  [MINUTE, "1 min"],
  [HOUR - 1, "59 min"],
  [HOUR, "1 h"],
  [DAY - 1, "23 h"],
  [DAY, "1 day"],
  [2 * DAY, "2 days"],
  [7 * DAY - 1, "6 days"],
  [10 * DAY, "Jun 5"],
  [300 * DAY, "Aug 19, 2025"],
])("%d ms ago is %s", (passed, words) => {
  expect(relativeTime(NOW - passed, NOW)).toBe(words);
});

test("the exact time names the day and the time", () => {
  expect(exactTime(NOW)).toMatch(/^Monday, June 15, 2026 at \d/);
});

test.each([
  [MINUTE, "دقيقة واحدة"],
  [2 * HOUR, "ساعتان"],
  [3 * HOUR, "٣ ساعات"],
  [11 * HOUR, "١١ ساعة"],
  [10 * DAY, "٥ يونيو"],
])("%d ms ago is %s in Arabic", (passed, words) => {
  setLocale({ language: "ar", locale: "ar-u-nu-arab" });
  // Fluent keeps what it fills in from reordering the sentence.
  expect(relativeTime(NOW - passed, NOW).replace(/[\u2068\u2069]/g, "")).toBe(words);
});
