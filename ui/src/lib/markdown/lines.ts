// Takes a line of Markdown apart: what it is quoted in, the sign of a list, and its words.

/** A line: `start` is where it begins in its text; `quote`, `sign` and `task` stand before the words. */
export type Line = {
  start: number;
  text: string;
  /** Blanks and signs of quotes. */
  quote: string;
  /** The sign of a list with the blanks behind it, such as `- ` or `3. `; empty where there is none. */
  sign: string;
  /** The box of a task. */
  task: string;
  words: string;
};

const LINE =
  /^([ \t]*(?:>[ \t]?)*[ \t]*)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))?((?:\[[ xX]\])(?:[ \t]+|$))?(.*)$/u;

const NUMBER = /^\d/;

const FENCE = /^[ \t]*(?:>[ \t]?)*[ \t]*(`{3,}|~{3,})/u;

/** Takes the line apart that begins at `start`. */
export function lineAt(text: string, start: number): Line {
  const end = endOfLine(text, start);
  const line = text.slice(start, end);
  const [, quote = "", sign = "", box = "", rest = ""] = LINE.exec(line) ?? [];
  // A box is one in a list only.
  return sign === ""
    ? { start, text: line, quote, sign, task: "", words: box + rest }
    : { start, text: line, quote, sign, task: box, words: rest };
}

/** Returns the lines that a selection touches; not one that it only ends before. */
export function linesOf({ text, start, end }: { text: string; start: number; end: number }): Line[] {
  const lines: Line[] = [];
  let at = startOfLine(text, start);
  do {
    const line = lineAt(text, at);
    lines.push(line);
    at += line.text.length + 1;
  } while (at < end);
  return lines;
}

/** Returns where the words of a line begin in its text. */
export function startOfWords({ start, quote, sign, task }: Line): number {
  return start + quote.length + sign.length + task.length;
}

export function isNumbered({ sign }: Line): boolean {
  return NUMBER.test(sign);
}

export function isBlank({ text }: Line): boolean {
  return text.trim() === "";
}

export function startOfLine(text: string, place: number): number {
  return text.lastIndexOf("\n", place - 1) + 1;
}

export function endOfLine(text: string, place: number): number {
  const end = text.indexOf("\n", place);
  return end === -1 ? text.length : end;
}

/** Returns whether a line is the fence of a block of code. */
export function isFence(line: string): boolean {
  return FENCE.test(line);
}

/** Returns whether a place is in a block of code, where signs are only signs. */
export function isInCode(text: string, place: number): boolean {
  let fence = "";
  for (const line of text.slice(0, startOfLine(text, place)).split("\n")) {
    const found = FENCE.exec(line)?.[1] ?? "";
    if (found === "") continue;
    if (fence === "") fence = found;
    else if (found.startsWith(fence)) fence = "";
  }
  return fence !== "";
}
