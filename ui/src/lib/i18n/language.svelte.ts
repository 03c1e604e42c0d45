// Holds the language and the locale of the window as state, so that what is shown follows a change at once.
import { FALLBACK, LANGUAGES, type Language } from "./messages";

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(["ar"]);

/** The language of the texts, and the tag by which `Intl` formats. The shell chooses both. */
export type Locale = { language: Language; locale: string };

/** Guesses the shell's choice from the languages of the browser, for texts that are shown before it is known. */
function guess(): Locale {
  const wanted = typeof navigator === "undefined" ? [] : navigator.languages;
  const spoken = wanted.map((tag) => LANGUAGES.find((language) => tag.split("-")[0] === language));
  const language = spoken.find((language) => language !== undefined) ?? FALLBACK;
  return { language, locale: language };
}

let current = $state.raw(guess());

/** Returns the language of the window. */
export function language(): Language {
  return current.language;
}

/** Returns the tag by which `Intl` formats. */
export function locale(): string {
  return current.locale;
}

/** Returns the writing direction of a language. */
export function direction(of: Language = language()): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(of) ? "rtl" : "ltr";
}

/** Sets the language of all texts and the page's direction. */
export function setLocale(locale: Locale = guess()): void {
  current = locale;
  if (typeof document === "undefined") return;
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
}
