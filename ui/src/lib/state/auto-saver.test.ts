import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aFailure } from "../../test/fakes";
import { AutoSaver } from "./auto-saver.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("saves repeatedly while somebody types", async () => {
  const autoSaver = new AutoSaver();
  const written: number[] = [];
  for (let at = 0; at < 20; at++) {
    autoSaver.soon(() => Promise.resolve(written.push(at)));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(written.length).toBeGreaterThan(4);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written.at(-1)).toBe(19);
  expect(autoSaver.pending).toBe(false);
});

test("writes one at a time, the newest last", async () => {
  const autoSaver = new AutoSaver();
  let finish = () => {};
  const written: string[] = [];
  autoSaver.soon(() => new Promise<void>((resolve) => (finish = resolve)));
  const flushed = autoSaver.flush();
  autoSaver.soon(() => Promise.resolve(written.push("older")));
  autoSaver.soon(() => Promise.resolve(written.push("newer")));
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([]);
  finish();
  await flushed;
  expect(written).toEqual(["newer"]);
});

test("reports a failed write and retries it", async () => {
  const autoSaver = new AutoSaver();
  const job = vi
    .fn()
    .mockRejectedValueOnce(aFailure("storage", "The disk is full."))
    .mockResolvedValueOnce(null);
  autoSaver.soon(job);
  await autoSaver.flush();
  expect(autoSaver.failure?.message).toBe("The disk is full.");
  expect(autoSaver.pending).toBe(true);
  await vi.advanceTimersByTimeAsync(6000);
  expect(job).toHaveBeenCalledTimes(2);
  expect([autoSaver.failure, autoSaver.pending]).toEqual([null, false]);
});
