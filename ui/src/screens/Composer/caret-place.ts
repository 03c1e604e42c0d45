// Finds what the preview shows of the place that is written.

type BlockAt = (line: number) => Element | null;

/** Returns the line that a place of a text is in, from 0. */
export function lineOf(text: string, place: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < place; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** Returns how far down in its block a place is, from 0 to 1; `blockAt` tells the block that a line is in. */
export function shareOf(text: string, place: number, blockAt: BlockAt): number {
  const starts = lineStarts(text);
  const line = lineOf(text, place);
  const element = blockAt(line);
  const isIn = (other: number) => blockAt(other) === element;
  const from = starts[edge(line, 0, isIn)] ?? 0;
  const to = starts[edge(line, starts.length - 1, isIn) + 1] ?? text.length;
  return to > from ? Math.min((place - from) / (to - from), 1) : 0;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Returns the last of the numbers from one to another for which something is so, as it is for the first one. */
function edge(from: number, to: number, isSo: (at: number) => boolean): number {
  let [good, bad] = [from, to < from || (to === from && to === 0) ? to - 1 : to + 1];
  while (Math.abs(bad - good) > 1) {
    const middle = Math.trunc((good + bad) / 2);
    if (isSo(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
