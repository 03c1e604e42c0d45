import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { debounce } from "./debounce";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("only the last call before a pause acts", () => {
  const act = vi.fn();
  const later = debounce(act, 100);
  later("a");
  vi.advanceTimersByTime(99);
  later("b");
  vi.advanceTimersByTime(99);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act.mock.calls).toEqual([["b"]]);
});

test("a flush acts at once, and only on what waits", () => {
  const act = vi.fn();
  const later = debounce(act, 100);
  later.flush();
  later("a");
  later.flush();
  vi.advanceTimersByTime(200);
  expect(act.mock.calls).toEqual([["a"]]);
});

test("a cancelled call never acts", () => {
  const act = vi.fn();
  const later = debounce(act, 100);
  later("a");
  later.cancel();
  vi.advanceTimersByTime(200);
  expect(act).not.toHaveBeenCalled();
});
