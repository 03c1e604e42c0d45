// Computes how much of what a server takes a post is, and words it.
import { t } from "$lib/i18n";
import type { TextLimits } from "$lib/ipc";

/** The largest request that a server reads, in bytes. */
export const BODY_MAX = 1024 * 1024;
/** The most bytes that one UTF-16 code unit becomes in a request. */
const BYTES_A_UNIT = 6;
/** From this share on it is worth saying. */
const NEAR = 0.8;

/** How much of a limit is used. */
export type Usage = { used: number; most: number; unit: "characters" | "bytes" };

const encoder = new TextEncoder();

/** Returns the size of the request that sends this post, in bytes. */
export function bodyBytes(title: string, content: string): number {
  return encoder.encode(JSON.stringify({ title, content, published: false })).length;
}

/** Counts characters as servers do: a letter beyond the first plane of Unicode is one. */
export function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    if (!isBetween(text.charCodeAt(at), 0xd800, 0xdbff)) continue;
    if (isBetween(text.charCodeAt(at + 1), 0xdc00, 0xdfff)) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}

/** Returns how much of the title's limit is used; null where the server tells of none. */
export function titleUsage(title: string, limits: TextLimits | null): Usage | null {
  return limits && { used: countCharacters(title.trim()), most: limits.title, unit: "characters" };
}

/** Returns how much is used of the limit that the content reaches first: the server's, or that of a request. */
export function contentUsage(title: string, content: string, limits: TextLimits | null): Usage {
  const characters: Usage | null = limits && {
    used: countCharacters(content),
    most: limits.content,
    unit: "characters",
  };
  if (characters !== null && (title.length + content.length + 100) * BYTES_A_UNIT < BODY_MAX)
    return characters;
  const bytes: Usage = { used: bodyBytes(title, content), most: BODY_MAX, unit: "bytes" };
  return characters !== null && shareOf(characters) >= shareOf(bytes) ? characters : bytes;
}

export function isOver({ used, most }: Usage): boolean {
  return used > most;
}

export function isNear(usage: Usage): boolean {
  return shareOf(usage) >= NEAR;
}

/** Describes it: "80 of 100"; "Too long by 5 characters". Bytes, which nobody counts, are a share. */
export function usageWords({ used, most, unit }: Usage): string {
  const over = used - most;
  if (over > 0) return t(unit === "bytes" ? "writing-too-long-by" : "writing-over-by", { count: over });
  if (unit === "bytes") return t("writing-size-share", { percent: Math.floor((used / most) * 100) });
  return t("writing-size-of", { used, most });
}

function shareOf({ used, most }: Usage): number {
  return used / most;
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
