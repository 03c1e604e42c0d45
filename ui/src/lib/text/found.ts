// What a search has found of a text, as it is shown.
import type { FoundPart } from "$lib/ipc";
import { stripBidiAndZalgo } from "./strip-bidi-and-zalgo";

/** Marks of Markdown, which say nothing in a line of an excerpt. */
const MARKS = /[*_`~#>|]+/g;

/** What is around the words of a link or a picture; the excerpt may begin or end within. */
const AROUND_LINKS = /!?\[(?=[^[\]]*\]\()|\]\([^()\s]*(?:\)|$)/g;

/** Returns the parts of a title, without what would disturb the line. */
export function titleParts(parts: FoundPart[]): FoundPart[] {
  return parts.map((part) => ({ ...part, text: stripBidiAndZalgo(part.text) }));
}

/** Returns the parts of an excerpt in one line, without the marks of Markdown. */
export function excerptParts(parts: FoundPart[]): FoundPart[] {
  return withoutLinks(titleParts(parts)).map((part) => ({
    ...part,
    text: part.text.replace(MARKS, "").replace(/\s+/g, " "),
  }));
}

/** Without the addresses of links, except where they were found. */
function withoutLinks(parts: FoundPart[]): FoundPart[] {
  let end = 0;
  const placed = parts.map((part) => ({ part, start: end, end: (end += part.text.length) }));
  const text = parts.map((part) => part.text).join("");
  const around = [...text.matchAll(AROUND_LINKS)]
    .map((found) => ({ start: found.index, end: found.index + found[0].length }))
    .filter(
      (range) =>
        !placed.some(({ part, start, end }) => part.is_match && start < range.end && range.start < end),
    );
  return placed.map(({ part, start }) => ({
    ...part,
    text: part.text
      .split("")
      .filter((_, at) => !around.some((range) => range.start <= start + at && start + at < range.end))
      .join(""),
  }));
}
