// Formats dates and numbers in the locale of the window.
import { locale } from "./language.svelte";

const made = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than using it, and a list of posts uses one for each. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${JSON.stringify(options)}`;
  let format = made.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale(), options);
    made.set(key, format);
  }
  return format;
}

/** Formats a time in milliseconds since 1970. */
export function formatDate(time: number, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(options).format(time);
}

/** Formats a number. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return value.toLocaleString(locale(), options);
}
