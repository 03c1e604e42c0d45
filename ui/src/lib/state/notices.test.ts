import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Notices } from "./notices.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const texts = (notices: Notices) => notices.all.map((notice) => notice.text);

test("information leaves by itself, an error stays until it is dismissed", () => {
  const notices = new Notices();
  notices.info("Saved.");
  notices.error("Failed.");
  vi.advanceTimersByTime(60_000);
  expect(texts(notices)).toEqual(["Failed."]);
  notices.dismiss(notices.all[0]?.id ?? 0);
  expect(notices.all).toEqual([]);
});

test("the same words are not stacked, and a few notices are enough", () => {
  const notices = new Notices();
  for (const text of ["a", "b", "a", "c", "d"]) notices.error(text);
  expect(texts(notices)).toEqual(["a", "c", "d"]);
});
