// The language of the window, which is the shell's. Whatever words or formats by it while shown follows a change at once.
import type { Speech } from "$lib/ipc";
import { FALLBACK, LANGUAGES, type Language } from "./messages";

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(["ar"]);

/** What the shell will speak, as far as a page can tell: for what has to be said before it has said so. */
function guess(): Speech {
  const wanted = typeof navigator === "undefined" ? [] : navigator.languages;
  const spoken = wanted.map((tag) => LANGUAGES.find((language) => tag.split("-")[0] === language));
  const language = spoken.find((language) => language !== undefined) ?? FALLBACK;
  return { language, locale: language };
}

let current = $state.raw(guess());

export function language(): Language {
  return current.language;
}

/** What `Intl` formats by. */
export function locale(): string {
  return current.locale;
}

export function direction(of: Language = language()): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(of) ? "rtl" : "ltr";
}

/** Words everything in a language from now on, and lays it out in its direction. */
export function speak(speech: Speech = guess()): void {
  current = speech;
  if (typeof document === "undefined") return;
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
}
