// The language of the window. Whatever words or formats by it while shown follows a change at once.
import { negotiateLanguages } from "@fluent/langneg";
import { FALLBACK, LANGUAGES, type Language } from "./messages";

/** A language, or that of the system. */
export type LanguageChoice = Language | "system";

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(["ar"]);

/** The languages that the system's owner reads, the dearest first. */
function wanted(): readonly string[] {
  return typeof navigator === "undefined" ? [FALLBACK] : navigator.languages;
}

function negotiate(choice: LanguageChoice): Language {
  if (choice !== "system") return choice;
  const options = { strategy: "lookup", defaultLocale: FALLBACK } as const;
  return (negotiateLanguages(wanted(), LANGUAGES, options)[0] ?? FALLBACK) as Language;
}

/** Where no country is named. With which digits Arabic is written then, engines disagree. */
const AT_LARGE: Record<Language, string> = { en: "en", ar: "ar-u-nu-arab" };

/** The variety of a language that the system is set to, for dates and digits; else the language at large. */
function varietyOf(language: Language): string {
  return wanted().find((tag) => tag.startsWith(`${language}-`)) ?? AT_LARGE[language];
}

let current = $state.raw(negotiate("system"));

export function language(): Language {
  return current;
}

/** What `Intl` formats by. */
export function locale(): string {
  return varietyOf(current);
}

export function direction(of: Language = current): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(of) ? "rtl" : "ltr";
}

/** Words everything in a language from now on, and lays it out in its direction. */
export function setLanguage(choice: LanguageChoice): void {
  current = negotiate(choice);
  if (typeof document === "undefined") return;
  document.documentElement.lang = current;
  document.documentElement.dir = direction();
}
