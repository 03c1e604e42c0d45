// Loads the messages of every language from locales/, which the shell reads as well.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

export type Arguments = Record<string, FluentVariable>;

/** A language that has a folder in locales/. */
export type Language = "en" | "ar";

/** The language of messages that another one lacks. It is complete by definition. */
export const FALLBACK: Language = "en";

const files = import.meta.glob<string>("../../../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

const sources = new Map<Language, string[]>();
for (const [path, source] of Object.entries(files)) {
  const language = path.split("/").at(-2) as Language;
  sources.set(language, [...(sources.get(language) ?? []), source]);
}

/** All languages, the fallback first. */
export const LANGUAGES: readonly Language[] = [...sources.keys()].sort(
  (one, other) => Number(other === FALLBACK) - Number(one === FALLBACK) || one.localeCompare(other),
);

/** Makes the bundle of a language that formats numbers and dates in the locale, a variety of it. */
export function bundleOf(language: Language, locale: string, useIsolating: boolean): FluentBundle {
  const bundle = new FluentBundle([locale, language], { useIsolating });
  for (const source of sources.get(language) ?? []) bundle.addResource(new FluentResource(source));
  return bundle;
}
