// How long ago something was, in few words.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "just now", "3 min", "5 h", "2 days"; after a week the date. A clock that is ahead of ours counts as now. */
export function age(then: number, now: number, locale?: string): string {
  const passed = now - then;
  if (passed < MINUTE) return "just now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 2 * DAY) return "1 day";
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)} days`;
  return date(then, now, locale);
}

/** The moment in full, for a tooltip. */
export function exactTime(then: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" }).format(then);
}

function date(then: number, now: number, locale?: string): string {
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    ...(!sameYear && { year: "numeric" }),
  }).format(then);
}
