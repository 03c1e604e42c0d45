// Translates and formats everything that people read. Texts are in locales/, and code asks for them by `t`.
export { formatDate, formatNumber } from "./format";
export { direction, language, locale, setLocale } from "./language.svelte";
export { FALLBACK, LANGUAGES, type Language } from "./messages";
export { t, tAround, tIn } from "./text";
