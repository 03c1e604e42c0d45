// In which direction a text runs that somebody types.

/** Letters that are written from right to left. */
export const RTL_LETTER = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;

/** Who has written no letter so far down has written none that says more. */
const BEGINNING = 1000;

/**
 * The direction of the first letter, as `dir="auto"` has it; undefined before there is one, and the text runs as the
 * page does. Browsers read the whole text anew for `auto` at each key, which in a long one takes seconds.
 */
export function directionOf(text: string): "ltr" | "rtl" | undefined {
  const letter = /\p{L}/u.exec(text.slice(0, BEGINNING))?.[0];
  if (letter === undefined) return undefined;
  return RTL_LETTER.test(letter) ? "rtl" : "ltr";
}
