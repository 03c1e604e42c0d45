// What a search has found of a text, as it is shown.
import type { FoundPart } from "$lib/ipc";
import { stripBidiAndZalgo } from "./strip-bidi-and-zalgo";

/** Marks of Markdown, which say nothing in a line of an excerpt. */
const MARKS = /[*_`~#>|]+/g;

/** Returns the parts of a title, without what would disturb the line. */
export function titleParts(parts: FoundPart[]): FoundPart[] {
  return parts.map((part) => ({ ...part, text: stripBidiAndZalgo(part.text) }));
}

/** Returns the parts of an excerpt in one line, without the marks of Markdown. */
export function excerptParts(parts: FoundPart[]): FoundPart[] {
  return titleParts(parts).map((part) => ({
    ...part,
    text: part.text.replace(MARKS, "").replace(/\s+/g, " "),
  }));
}
