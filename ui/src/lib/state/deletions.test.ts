import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Deletions } from "./deletions.svelte";
import { Notices } from "./notices.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function begun() {
  const notices = new Notices();
  const deletions = new Deletions(notices);
  const carryOut = vi.fn(() => Promise.resolve());
  deletions.begin(7, "Soup", carryOut);
  return { notices, deletions, carryOut };
}

test("deletes once after the grace period", async () => {
  const { notices, deletions, carryOut } = begun();
  deletions.begin(7, "Soup", carryOut);
  expect(notices.all.map((notice) => notice.text)).toEqual(["“Soup” will be deleted."]);
  expect(carryOut).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(carryOut).toHaveBeenCalledOnce();
  expect([deletions.has(7), notices.all]).toEqual([false, []]);
});

test("whoever thinks better of it keeps the post", async () => {
  const { notices, deletions, carryOut } = begun();
  notices.all[0]?.action?.act();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(carryOut).not.toHaveBeenCalled();
  expect([deletions.has(7), notices.all]).toEqual([false, []]);
});

test("leaving deletes at once, and only once", async () => {
  const { deletions, carryOut } = begun();
  await deletions.finish();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(carryOut).toHaveBeenCalledOnce();
});
