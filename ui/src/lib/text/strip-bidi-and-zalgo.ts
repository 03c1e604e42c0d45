// Removes bidi overrides and stacked marks (Zalgo) from others' texts before they are shown. What is stored and what is
// edited keeps them.

/** More marks than any language puts on one letter; a tower of thousands would reach over its neighbours. */
const TOWER = /(\p{M}{8})\p{M}+/gu;

/** Overrides make a text read otherwise than it is. Marks and isolates, which languages need, stay. */
const OVERRIDE = /[\u202D\u202E]/g;

/** Returns the text without overrides and with at most eight marks on a letter. */
export function stripBidiAndZalgo(text: string): string {
  return text.replace(TOWER, "$1").replace(OVERRIDE, "");
}
