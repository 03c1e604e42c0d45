// Looks up messages and fills in their variables.
import { RTL_LETTER } from "$lib/text/direction";
import { direction, language, locale } from "./language.svelte";
import { bundleOf, FALLBACK, type Arguments, type Language } from "./messages";

type Bundle = ReturnType<typeof bundleOf>;

const bundles = new Map<string, Bundle>();

function bundle(language: Language, locale: string, isolating: boolean): Bundle {
  const key = `${language} ${locale} ${isolating}`;
  let made = bundles.get(key);
  if (made === undefined) {
    made = bundleOf(language, locale, isolating);
    bundles.set(key, made);
  }
  return made;
}

/**
 * Whether what is filled in has to be kept from reordering its surroundings. In a language from right to left
 * always; in one from left to right only where it could: everywhere else the invisible marks would do nothing but
 * find their way into names, copies and searches.
 */
function needsIsolation(language: Language, args: Arguments): boolean {
  if (direction(language) === "rtl") return true;
  return Object.values(args).some((arg) => typeof arg === "string" && RTL_LETTER.test(arg));
}

/** Returns a message in a language, else in English. An unknown id is a defect, and returned as it is. */
export function tIn(wanted: Language, id: string, args: Arguments = {}): string {
  for (const candidate of new Set([wanted, FALLBACK])) {
    const variety = candidate === language() ? locale() : candidate;
    const messages = bundle(candidate, variety, needsIsolation(candidate, args));
    const pattern = messages.getMessage(id)?.value;
    if (pattern == null) continue;
    const errors: Error[] = [];
    const text = messages.formatPattern(pattern, args, errors);
    for (const error of errors) console.error(`message ${id} in ${candidate}`, error);
    return text;
  }
  console.error(`there is no message ${id}`);
  return id;
}

/** Returns a message in the language of the window. */
export function t(id: string, args?: Arguments): string {
  return tIn(language(), id, args);
}

/** Stands for a variable while a message is worded around it. */
const GAP = "\uFFFC";

/** Returns the text before and after one variable of a message, so that markup can stand between. */
export function tAround(id: string, variable: string): readonly [string, string] {
  const [before = "", after = ""] = t(id, { [variable]: GAP }).split(GAP);
  // What stands there isolates itself.
  return [before.replace(/\u2068$/, ""), after.replace(/^\u2069/, "")];
}
