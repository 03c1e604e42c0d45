// Cuts texts between characters.

/** Half of a surrogate pair. */
const HALF = /[\uD800-\uDBFF]$/;

/** Returns the beginning of a text, of at most so many UTF-16 code units; a character is never cut in two. */
export function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(HALF, "");
}

/** So much of what is searched for is repeated above and in place of what is found. */
const SEARCH = 80;

/** Returns the beginning of what is searched for, where that is long. */
export function shownSearch(search: string): string {
  return search.length <= SEARCH ? search : `${beginning(search, SEARCH).trimEnd()}…`;
}
