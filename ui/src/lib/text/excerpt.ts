// Cuts the excerpt of a long text, by its length and not by its height, so that a post has its final size from the
// start.
import { beginning } from "./beginning";

const LINES = 14;
const CHARACTERS = 900;
/** Hiding less than this is not worth a button. */
const SLACK = 1.4;
/** How far back a cut looks for the end of a word. */
const WORD = 60;

/** Returns the beginning of a text that is too long to show whole; null for others. */
export function excerpt(text: string): string | null {
  const lines = endOfLine(text, LINES);
  const tooManyLines = endOfLine(text, Math.floor(LINES * SLACK)) < text.length;
  if (!tooManyLines && text.length <= CHARACTERS * SLACK) return null;
  return `${withoutFence(cut(text, Math.min(lines, CHARACTERS)).trimEnd())} …`;
}

/** A line that opens or closes a block of code, in quotes and lists too. */
const FENCE = /(?:^|\n)[ >]*(?:(?:[-*+]|\d{1,9}[.)]) +)*(?:`{3,}[^`\n]*|~{3,}[^\n]*)$/;

/** Without a fence at the end: one that opens would be an empty box, and one with more behind it does not close. */
function withoutFence(text: string): string {
  const shorter = text.replace(FENCE, "").trimEnd();
  return shorter === text || shorter === "" ? text : withoutFence(shorter);
}

/** Where the given number of lines ends. */
function endOfLine(text: string, lines: number): number {
  let end = -1;
  for (let line = 0; line < lines; line++) {
    end = text.indexOf("\n", end + 1);
    if (end === -1) return text.length;
  }
  return end;
}

function cut(text: string, length: number): string {
  if (length >= text.length) return text;
  const start = text.slice(0, length);
  if (/\s/.test(text.charAt(length))) return start;
  const lastSpace = start.search(/\s\S*$/);
  if (lastSpace > length - WORD) return start.slice(0, lastSpace);
  return beginning(text, length);
}
