// How large a post is for the server, and how to say so.
import { t } from "$lib/i18n";

/** The largest request that the server reads, in bytes. */
export const BODY_MAX = 1024 * 1024;

const encoder = new TextEncoder();

/** How many bytes the request takes that sends this post. */
export function bodyBytes(title: string, content: string): number {
  return encoder.encode(JSON.stringify({ title, content, published: false })).length;
}

/** "1,234 characters"; from four fifths of the room on, how much of it is taken. */
export function sizeWords(characters: number, fullness: number): string {
  if (fullness > 1) return t("writing-too-long-by", { count: Math.ceil((fullness - 1) * BODY_MAX) });
  if (fullness > 0.8) return t("writing-fullness", { percent: Math.floor(fullness * 100) });
  return t("writing-size", { count: characters });
}
