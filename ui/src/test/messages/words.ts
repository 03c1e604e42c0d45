// What of a source's strings people would read as words.

/** Words: one that begins with a capital, or two that stand beside each other. */
export const WORDS = /(^|[^\w\-./#])\p{Lu}\p{Ll}|\p{L}{2,}[\s,]+\p{L}{2,}/u;

/** A string that looks like words and is none, or is the same in every language, in sources whose path begins so. */
export type Exception = { path: string; text: RegExp; why: string };

/** Whether a string of a source is words, and none of the exceptions. */
export function isWords(path: string, text: string, exceptions: readonly Exception[]): boolean {
  return WORDS.test(text) && !exceptions.some((one) => path.startsWith(one.path) && one.text.test(text));
}
