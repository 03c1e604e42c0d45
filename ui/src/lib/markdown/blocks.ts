// Makes lists and quotes of lines, or lines of them; and goes on with a list on the next line.
import { join, type Change, type Replacement, type Selected } from "$lib/text/change";
import {
  isBlank,
  isInCode,
  isNumbered,
  lineAt,
  linesOf,
  startOfLine,
  startOfWords,
  type Line,
} from "./lines";

const BULLET = "- ";

/** Makes a list of the lines, or lines of the list. */
export function toggleBullets(selected: Selected): Change {
  return toggleSigns(
    selected,
    (line) => line.sign !== "" && !isNumbered(line),
    () => BULLET,
  );
}

/** Makes a numbered list of the lines, or lines of the list. */
export function toggleNumbers(selected: Selected): Change {
  let number = numberAbove(selected);
  return toggleSigns(selected, isNumbered, () => `${++number}. `);
}

/** Makes a quote of the lines, or lines of the quote. */
export function toggleQuote(selected: Selected): Change {
  const lines = linesOf(selected);
  const quotes = /^[ \t]*>[ \t]?/u;
  const isQuoted =
    lines.some((line) => !isBlank(line)) && lines.every((line) => isBlank(line) || quotes.test(line.text));
  const replacements = lines.map(({ start, text }): Replacement => {
    const before = isQuoted ? (quotes.exec(text)?.[0].length ?? 0) : 0;
    return { from: start, to: start + before, insert: isQuoted ? "" : "> " };
  });
  return wholeLines(selected, lines, replacements);
}

/**
 * What Enter does in a list or a quote: the next line begins as this one, with the next number; on an item without words
 * the list ends, with an empty line behind it. Null where Enter is only a new line.
 */
export function continueLine(selected: Selected): Change | null {
  const { text, start, end } = selected;
  if (start !== end) return null;
  const line = lineAt(text, startOfLine(text, start));
  const isQuote = line.quote.includes(">");
  if ((line.sign === "" && !isQuote) || start < startOfWords(line) || isInCode(text, start)) return null;
  if (line.words.trim() === "") {
    // Of a list in a quote the quote goes on.
    const kept = line.sign !== "" && isQuote ? line.quote : "";
    const insert = blankAbove(text, line, kept) + kept;
    const caret = line.start + insert.length;
    return { from: line.start, to: line.start + line.text.length, insert, start: caret, end: caret };
  }
  const insert = `\n${line.quote}${nextSign(line)}${line.task === "" ? "" : "[ ] "}`;
  const caret = start + insert.length;
  return { from: start, to: start, insert, start: caret, end: caret };
}

/** Returns the empty line without which what follows would still belong to the item above; empty where there is none. */
function blankAbove(text: string, line: Line, quote: string): string {
  if (line.start === 0) return "";
  const above = lineAt(text, startOfLine(text, line.start - 1));
  return above.words.trim() === "" && above.sign === "" ? "" : `${quote.trimEnd()}\n`;
}

function nextSign(line: Line): string {
  if (!isNumbered(line)) return line.sign;
  const number = Number.parseInt(line.sign, 10);
  return line.sign.replace(/^\d+/u, String(number + 1));
}

function toggleSigns(selected: Selected, has: (line: Line) => boolean, sign: () => string): Change {
  const lines = linesOf(selected);
  const written = lines.filter((line) => !isBlank(line));
  // An empty line becomes the first item.
  const items = written.length > 0 ? written : lines.slice(0, 1);
  const isList = written.length > 0 && written.every(has);
  const replacements = items.map((line): Replacement => {
    const from = line.start + line.quote.length;
    return isList
      ? { from, to: from + line.sign.length + line.task.length, insert: "" }
      : { from, to: from + line.sign.length, insert: sign() };
  });
  return wholeLines(selected, lines, replacements);
}

/** The number of the item above the lines, which a list goes on from; 0 where there is none. */
function numberAbove({ text, start }: Selected): number {
  const first = startOfLine(text, start);
  if (first === 0) return 0;
  const above = lineAt(text, startOfLine(text, first - 1));
  return isNumbered(above) ? Number.parseInt(above.sign, 10) : 0;
}

/** Of several lines all is selected afterwards, so that the next command is about the same. */
function wholeLines(
  selected: Selected,
  lines: readonly Line[],
  replacements: readonly Replacement[],
): Change {
  const change = join(selected, replacements);
  const [first] = lines;
  const last = lines.at(-1);
  if (lines.length < 2 || !first || !last) return change;
  const grown = replacements.reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0);
  return { ...change, start: first.start, end: last.start + last.text.length + grown };
}
