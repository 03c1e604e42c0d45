// Puts marks around words, or takes them away: bold, italic and code. Acts on each line by itself, because no mark reaches
// from one paragraph to the next.
import { join, type Change, type Replacement, type Selected } from "$lib/text/change";
import { endOfLine, isFence, linesOf, startOfLine, startOfWords, type Line } from "./lines";

/** A mark: one of the letters, so many times; and how often it stands there, as more of the same are others. */
type Mark = { letters: string; width: number; isIn: (run: number) => boolean };

const BOLD: Mark = { letters: "*_", width: 2, isIn: (run) => run >= 2 };
/** In `**word**` is none, in `***word***` is one. */
const ITALIC: Mark = { letters: "*_", width: 1, isIn: (run) => run % 2 === 1 };

/** A part of a line. */
type Span = { from: number; to: number };

/** Makes words bold, or no longer bold. */
export function toggleBold(selected: Selected): Change {
  return toggle(selected, BOLD);
}

/** Makes words italic, or no longer italic. */
export function toggleItalic(selected: Selected): Change {
  return toggle(selected, ITALIC);
}

/** Makes code of words in a line, and a block of code of several lines; or words again. */
export function toggleCode(selected: Selected): Change {
  const { text, start, end } = selected;
  if (text.slice(start, end).includes("\n")) return toggleBlock(selected);
  const span = spanAround(selected);
  const run = Math.min(runBefore(text, span.from, "`"), runAfter(text, span.to, "`"));
  if (run > 0 && span.from < span.to)
    return join(selected, [
      { from: span.from - run, to: span.from, insert: "" },
      { from: span.to, to: span.to + run, insert: "" },
    ]);
  if (span.from === span.to && run > 0) return emptied(span, run);
  const inside = text.slice(span.from, span.to);
  const within =
    inside.length > 2 ? Math.min(runAfter(text, span.from, "`"), runBefore(text, span.to, "`")) : 0;
  if (within > 0) return join(selected, unmarkWithin(span, within));
  const longest = Math.max(0, ...(inside.match(/`+/gu) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const pad = inside.startsWith("`") || inside.endsWith("`") ? " " : "";
  return mark(selected, [span], fence + pad, pad + fence);
}

function toggle(selected: Selected, kind: Mark): Change {
  const { text, start, end } = selected;
  const spans = linesOf(selected)
    .map((line) => spanIn(line, selected))
    .filter(({ from, to }) => from < to);
  if (start === end || spans.length === 0) {
    const span = spanAround(selected);
    if (span.from === span.to) return toggleEmpty(selected, kind);
    spans.splice(0, spans.length, span);
  }
  const marked = spans.map((span) => unmark(text, span, kind));
  if (marked.every((replacements) => replacements !== null)) return join(selected, marked.flat());
  const letters = (kind.letters[0] ?? "").repeat(kind.width);
  return mark(
    selected,
    spans.filter((_, at) => marked[at] === null),
    letters,
    letters,
  );
}

/** Puts marks where the caret is, to write between them; or takes them away again. */
function toggleEmpty({ text, start }: Selected, kind: Mark): Change {
  for (const letter of kind.letters) {
    const run = Math.min(runBefore(text, start, letter), runAfter(text, start, letter));
    if (kind.isIn(run)) return emptied({ from: start, to: start }, kind.width);
  }
  const letters = (kind.letters[0] ?? "").repeat(kind.width);
  const caret = start + kind.width;
  return { from: start, to: start, insert: letters + letters, start: caret, end: caret };
}

function emptied({ from, to }: Span, width: number): Change {
  return { from: from - width, to: to + width, insert: "", start: from - width, end: from - width };
}

/** What takes the marks around a part away, or those at its ends; null where there are none. */
function unmark(text: string, span: Span, { letters, width, isIn }: Mark): Replacement[] | null {
  for (const letter of letters) {
    const around = Math.min(runBefore(text, span.from, letter), runAfter(text, span.to, letter));
    if (isIn(around))
      return [
        { from: span.from - width, to: span.from, insert: "" },
        { from: span.to, to: span.to + width, insert: "" },
      ];
    const within = Math.min(runAfter(text, span.from, letter), runBefore(text, span.to, letter));
    if (within * 2 < span.to - span.from && isIn(within)) return unmarkWithin(span, width);
  }
  return null;
}

function unmarkWithin({ from, to }: Span, width: number): Replacement[] {
  return [
    { from, to: from + width, insert: "" },
    { from: to - width, to, insert: "" },
  ];
}

/** Puts marks around parts; what is selected stays between them where it was one part. */
function mark(selected: Selected, spans: readonly Span[], before: string, after: string): Change {
  const change = join(
    selected,
    spans.flatMap(({ from, to }) => [
      { from, to: from, insert: before },
      { from: to, to, insert: after },
    ]),
  );
  const [only] = spans;
  if (spans.length !== 1 || !only) return change;
  const { start, end } = selected;
  if (start === end) return { ...change, start: start + before.length, end: start + before.length };
  return { ...change, start: only.from + before.length, end: only.to + before.length };
}

/** The words of a line that are selected, without the blanks at their ends. */
function spanIn(line: Line, { text, start, end }: Selected): Span {
  const heading = /^#{1,6}[ \t]+/u.exec(line.words)?.[0].length ?? 0;
  const from = Math.max(start, startOfWords(line) + heading);
  const to = Math.min(end, line.start + line.text.length);
  return trimmed(text, { from, to: Math.max(from, to) });
}

function trimmed(text: string, { from, to }: Span): Span {
  const words = text.slice(from, to);
  const blanks = words.length - words.trimStart().length;
  if (blanks === words.length) return { from, to: from };
  return { from: from + blanks, to: from + words.trimEnd().length };
}

/** What is selected in one line; where nothing is, the word around the caret. */
function spanAround({ text, start, end }: Selected): Span {
  if (start < end) return trimmed(text, { from: start, to: end });
  const line = { from: startOfLine(text, start), to: endOfLine(text, start) };
  const before = /[\p{L}\p{M}\p{N}]+$/u.exec(text.slice(line.from, start))?.[0].length ?? 0;
  const after = /^[\p{L}\p{M}\p{N}]+/u.exec(text.slice(start, line.to))?.[0].length ?? 0;
  return { from: start - before, to: start + after };
}

function runBefore(text: string, place: number, letter: string): number {
  let run = 0;
  while (text[place - run - 1] === letter) run += 1;
  return run;
}

function runAfter(text: string, place: number, letter: string): number {
  let run = 0;
  while (text[place + run] === letter) run += 1;
  return run;
}

/** Puts fences around whole lines, or takes them away. */
function toggleBlock({ text, start, end }: Selected): Change {
  const from = startOfLine(text, start);
  // What ends before a line does not touch it.
  const to = text[end - 1] === "\n" ? end - 1 : endOfLine(text, end);
  const lines = text.slice(from, to).split("\n");
  if (lines.length > 1 && isFence(lines[0] ?? "") && isFence(lines.at(-1) ?? "")) {
    const insert = lines.slice(1, -1).join("\n");
    return { from, to, insert, start: from, end: from + insert.length };
  }
  const above = startOfLine(text, Math.max(from - 1, 0));
  const below = endOfLine(text, Math.min(to + 1, text.length));
  if (
    from > 0 &&
    to < text.length &&
    isFence(text.slice(above, from)) &&
    isFence(text.slice(to + 1, below))
  ) {
    const insert = lines.join("\n");
    return { from: above, to: below, insert, start: above, end: above + insert.length };
  }
  const longest = Math.max(2, ...(text.slice(from, to).match(/`+/gu) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const inside = from + fence.length + 1;
  return {
    from,
    to,
    insert: `${fence}\n${text.slice(from, to)}\n${fence}`,
    start: inside,
    end: inside + to - from,
  };
}
