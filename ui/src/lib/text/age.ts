// How long ago something was, in few words.
import { formatDate, t } from "$lib/i18n";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "just now", "3 min", "5 h", "2 days"; after a week the date. A clock that is ahead of ours counts as now. */
export function age(then: number, now: number): string {
  const passed = now - then;
  if (passed < MINUTE) return t("age-now");
  if (passed < HOUR) return t("age-minutes", { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return t("age-hours", { count: Math.floor(passed / HOUR) });
  if (passed < 7 * DAY) return t("age-days", { count: Math.floor(passed / DAY) });
  return date(then, now);
}

/** The time of day, and the date where that was not today. */
export function clockTime(then: number, now = Date.now()): string {
  const today = new Date(then).toDateString() === new Date(now).toDateString();
  return formatDate(then, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}

/** The moment in full, for a tooltip. */
export function exactTime(then: number): string {
  return formatDate(then, { dateStyle: "full", timeStyle: "short" });
}

function date(then: number, now: number): string {
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return formatDate(then, { day: "numeric", month: "short", ...(!sameYear && { year: "numeric" }) });
}
