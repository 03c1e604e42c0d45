// Work that the reader need not wait for.

/** Calls back once what is on the page now is painted. Returns how to call that off. */
export function afterPaint(callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The frame itself is painted after what is asked to run in it, and before any timer.
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(callback);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
