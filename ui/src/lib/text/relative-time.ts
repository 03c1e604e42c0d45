// Formats times: relative, as the time of day, and in full.
import { formatDate, t } from "$lib/i18n";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Formats how long ago something was: "just now", "3 min", "5 h", "2 days"; after a week the date. A future time counts
 * as now.
 */
export function relativeTime(then: number, now: number): string {
  const passed = now - then;
  if (passed < MINUTE) return t("time-ago-now");
  if (passed < HOUR) return t("time-ago-minutes", { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return t("time-ago-hours", { count: Math.floor(passed / HOUR) });
  if (passed < 7 * DAY) return t("time-ago-days", { count: Math.floor(passed / DAY) });
  return date(then, now);
}

/** Formats the time of day, with the date where that is not today. */
export function clockTime(then: number, now = Date.now()): string {
  const today = new Date(then).toDateString() === new Date(now).toDateString();
  return formatDate(then, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}

/** Formats date and time in full, for a tooltip. */
export function exactTime(then: number): string {
  return formatDate(then, { dateStyle: "full", timeStyle: "short" });
}

function date(then: number, now: number): string {
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return formatDate(then, { day: "numeric", month: "short", ...(!sameYear && { year: "numeric" }) });
}
