// The current time as state: whatever reads it while shown is updated as time goes by, and nothing ticks unread.
import { createSubscriber } from "svelte/reactivity";

const TICK_MS = 20_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, TICK_MS);
  return () => {
    clearInterval(timer);
  };
});

/** Milliseconds since 1970, as `Date.now()`, but followed by what reads it. */
export function now(): number {
  subscribe();
  return Date.now();
}
