// Debounces a function: it runs after a pause in the calls.

export type Debounced<Args extends unknown[]> = {
  (...args: Args): void;
  /** Acts now if an act is waiting. */
  flush(): void;
  cancel(): void;
};

export function debounce<Args extends unknown[]>(act: (...args: Args) => void, ms: number): Debounced<Args> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: Args | null = null;

  const cancel = () => {
    clearTimeout(timer);
    waiting = null;
  };
  const flush = () => {
    const args = waiting;
    cancel();
    if (args !== null) act(...args);
  };
  const schedule = (...args: Args) => {
    cancel();
    waiting = args;
    timer = setTimeout(flush, ms);
  };
  return Object.assign(schedule, { flush, cancel });
}
