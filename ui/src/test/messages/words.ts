// Decides whether a string is text for people.

/** Matches text for people: a capitalized word, or two words beside each other. */
export const WORDS = /(^|[^\w\-./#])\p{Lu}\p{Ll}|\p{L}{2,}[\s,]+\p{L}{2,}/u;

/** A string that looks like text and is none, or is the same in every language, in sources whose path begins so. */
export type Exception = { path: string; text: RegExp; why: string };

/** Tells whether a string is text, and none of the exceptions. */
export function isWords(path: string, text: string, exceptions: readonly Exception[]): boolean {
  return WORDS.test(text) && !exceptions.some((one) => path.startsWith(one.path) && one.text.test(text));
}
