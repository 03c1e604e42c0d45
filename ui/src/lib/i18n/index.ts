// Everything that people read comes from the message files in locales/, through `t`.
export { formatDate, formatNumber } from "./format";
export { direction, language, locale, speak } from "./language.svelte";
export { FALLBACK, LANGUAGES, type Language } from "./messages";
export { t, tAround, tIn } from "./text";
