// The current time as state: what reads it while shown is updated, and nothing ticks unread.
import { createSubscriber } from "svelte/reactivity";

const TICK_MS = 20_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => {
    clearInterval(timer);
  };
});

/** Returns milliseconds since 1970 as `Date.now()` does, as state. */
export function now(): number {
  subscribe();
  return Date.now();
}
