// A logical clock that orders what the window learns. Answers arrive in any order, and events in between; of two that
// contradict each other, the one that was asked for or told later counts.

let last = 0;

/** The time before all ticks: that of cached answers. */
export const EPOCH = 0;

/** Advances the clock and returns its time. Taken when something is requested, it dates the answer. */
export function nextTick(): number {
  return ++last;
}
