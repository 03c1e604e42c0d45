// How large a post is for the server, and how to say so.

/** The largest request that the server reads, in bytes. */
export const BODY_MAX = 1024 * 1024;

const encoder = new TextEncoder();

/** How many bytes the request takes that sends this post. */
export function bodyBytes(title: string, content: string): number {
  return encoder.encode(JSON.stringify({ title, content, published: false })).length;
}

/** "1,234 characters"; from four fifths of the room on, how much of it is taken. */
export function sizeWords(characters: number, fullness: number): string {
  if (fullness > 1)
    return `Too long by ${Math.ceil((fullness - 1) * BODY_MAX).toLocaleString("en-US")} bytes`;
  if (fullness > 0.8) return `${Math.floor(fullness * 100)} % of what a post can hold`;
  return `${characters.toLocaleString("en-US")} ${characters === 1 ? "character" : "characters"}`;
}
