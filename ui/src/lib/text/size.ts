// Computes the size of a post's request and describes it.
import { t } from "$lib/i18n";

/** The largest request that the server reads, in bytes. */
export const BODY_MAX = 1024 * 1024;

const encoder = new TextEncoder();

/** Returns the size of the request that sends this post, in bytes. */
export function bodyBytes(title: string, content: string): number {
  return encoder.encode(JSON.stringify({ title, content, published: false })).length;
}

/** Describes the size: "1,234 characters"; from 80 % of the limit on, the share that is used. */
export function sizeWords(characters: number, fullness: number): string {
  if (fullness > 1) return t("writing-too-long-by", { count: Math.ceil((fullness - 1) * BODY_MAX) });
  if (fullness > 0.8) return t("writing-size-share", { percent: Math.floor(fullness * 100) });
  return t("writing-size", { count: characters });
}
