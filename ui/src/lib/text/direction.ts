// Detects the direction of a text that is typed.

/** Letters that are written from right to left. */
export const RTL_LETTER = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;

/** Who has written no letter so far down has written none that says more. */
const BEGINNING = 1000;

/**
 * Returns the direction of the first letter, as `dir="auto"` does; undefined before there is one. Browsers read the
 * whole text anew for `auto` at each key, which in a long one takes seconds.
 */
export function directionOf(text: string): "ltr" | "rtl" | undefined {
  const letter = /\p{L}/u.exec(text.slice(0, BEGINNING))?.[0];
  if (letter === undefined) return undefined;
  return RTL_LETTER.test(letter) ? "rtl" : "ltr";
}
