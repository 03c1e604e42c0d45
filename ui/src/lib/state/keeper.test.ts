import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aFailure } from "../../test/fakes";
import { Keeper } from "./keeper.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("while somebody types the newest text is written again and again, not only at a pause", async () => {
  const keeper = new Keeper();
  const written: number[] = [];
  for (let at = 0; at < 20; at++) {
    keeper.soon(() => Promise.resolve(written.push(at)));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(written.length).toBeGreaterThan(4);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written.at(-1)).toBe(19);
  expect(keeper.pending).toBe(false);
});

test("one write is under way at a time, and the newest is the last", async () => {
  const keeper = new Keeper();
  let finish = () => {};
  const written: string[] = [];
  keeper.soon(() => new Promise<void>((resolve) => (finish = resolve)));
  const flushed = keeper.flush();
  keeper.soon(() => Promise.resolve(written.push("older")));
  keeper.soon(() => Promise.resolve(written.push("newer")));
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([]);
  finish();
  await flushed;
  expect(written).toEqual(["newer"]);
});

test("what cannot be written is said, and tried again until it can", async () => {
  const keeper = new Keeper();
  const job = vi
    .fn()
    .mockRejectedValueOnce(aFailure("storage", "The disk is full."))
    .mockResolvedValueOnce(null);
  keeper.soon(job);
  await keeper.flush();
  expect(keeper.failure?.message).toBe("The disk is full.");
  expect(keeper.pending).toBe(true);
  await vi.advanceTimersByTimeAsync(6000);
  expect(job).toHaveBeenCalledTimes(2);
  expect([keeper.failure, keeper.pending]).toEqual([null, false]);
});
