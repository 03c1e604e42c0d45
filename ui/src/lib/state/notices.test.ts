import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Notices } from "./notices.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const texts = (notices: Notices) => notices.all.map((notice) => notice.text);

test("information expires, errors stay", () => {
  const notices = new Notices();
  notices.info("Saved.");
  notices.error("Failed.");
  vi.advanceTimersByTime(60_000);
  expect(texts(notices)).toEqual(["Failed."]);
  notices.dismiss(notices.all[0]?.id ?? 0);
  expect(notices.all).toEqual([]);
});

test("an offer to undo stays longer, and expires", () => {
  const notices = new Notices();
  notices.offerUndo("Discarded.", { label: "Undo", act: () => undefined });
  vi.advanceTimersByTime(15_000);
  expect(texts(notices)).toEqual(["Discarded."]);
  vi.advanceTimersByTime(10_000);
  expect(notices.all).toEqual([]);
});

test("an offer to undo waits while a dialog covers it", () => {
  let covered = true;
  const notices = new Notices(() => covered);
  notices.offerUndo("Discarded.", { label: "Undo", act: () => undefined });
  vi.advanceTimersByTime(90_000);
  covered = false;
  expect(texts(notices)).toEqual(["Discarded."]);
  vi.advanceTimersByTime(20_000);
  expect(notices.all).toEqual([]);
});

test("repeated notices are not stacked", () => {
  const notices = new Notices();
  for (const text of ["a", "b", "a", "c", "d"]) notices.error(text);
  expect(texts(notices)).toEqual(["a", "c", "d"]);
});
