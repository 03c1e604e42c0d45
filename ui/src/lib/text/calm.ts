// Text that others wrote, as it can be shown: it stays in its line and runs in its own direction. What is stored
// and what is edited is never changed by this.

/** More marks than any language puts on one letter; a tower of thousands would reach over its neighbours. */
const TOWER = /(\p{M}{8})\p{M}+/gu;

/** Overrides make a text read otherwise than it is. Marks and isolates, which languages need, stay. */
const OVERRIDE = /[\u202D\u202E]/g;

export function calm(text: string): string {
  return text.replace(TOWER, "$1").replace(OVERRIDE, "");
}
