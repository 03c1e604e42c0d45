// Finds what the preview shows of the place that is written.

/** A block of the preview, and how far down in it the place is: from 0 to 1. */
export type Place = { element: Element; share: number };

/** Returns the place of the caret; `blockAt` tells the block that a line of the text is in. Null before the first block. */
export function placeOf(
  text: string,
  caret: number,
  blockAt: (line: number) => Element | null,
): Place | null {
  const starts = lineStarts(text);
  const line = starts.findLastIndex((start) => start <= caret);
  const element = blockAt(line);
  if (element === null) return null;
  const isIn = (other: number) => blockAt(other) === element;
  const from = starts[edge(line, 0, isIn)] ?? 0;
  const last = edge(line, starts.length - 1, isIn);
  const to = starts[last + 1] ?? text.length;
  return { element, share: to > from ? Math.min((caret - from) / (to - from), 1) : 0 };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Returns the last of the numbers from one to another for which something is so, as it is for the first one. */
function edge(from: number, to: number, isSo: (at: number) => boolean): number {
  let [good, bad] = [from, to < from ? to - 1 : to + 1];
  while (Math.abs(bad - good) > 1) {
    const middle = Math.trunc((good + bad) / 2);
    if (isSo(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
