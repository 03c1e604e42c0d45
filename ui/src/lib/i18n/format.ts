// Formats dates and numbers in the locale of the window.
import { locale } from "./language.svelte";

type Kinds = { date: Intl.DateTimeFormat; number: Intl.NumberFormat };

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

/** Making a format costs more than using it, and a list of posts uses one for each. */
function formatOf<Kind extends keyof Kinds>(
  kind: Kind,
  options: object,
  make: () => Kinds[Kind],
): Kinds[Kind] {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  const known = made.get(key) as Kinds[Kind] | undefined;
  if (known !== undefined) return known;
  const format = make();
  made.set(key, format);
  return format;
}

/** Formats a time in milliseconds since 1970. */
export function formatDate(time: number, options: Intl.DateTimeFormatOptions): string {
  return formatOf("date", options, () => new Intl.DateTimeFormat(locale(), options)).format(time);
}

/** Formats a number. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return formatOf("number", options, () => new Intl.NumberFormat(locale(), options)).format(value);
}
