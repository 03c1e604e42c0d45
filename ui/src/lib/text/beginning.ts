// Cuts texts between characters.

/** Half of a surrogate pair. */
const HALF = /[\uD800-\uDBFF]$/;

/** Returns the beginning of a text, of at most so many UTF-16 code units; a character is never cut in two. */
export function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(HALF, "");
}
