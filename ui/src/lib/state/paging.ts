// Reading several pages of a list, one after the other.
import type { FeedPage, FeedPost } from "$lib/ipc";
import type { Post } from "./post.svelte";

/** A page, and the moment when it was asked for. */
export type Asked = FeedPage & { asked: number };

/** Asks for the page that begins there. */
type Ask = (begin: string | null) => Promise<Asked>;

/** How many pages are read to find the post where the reader was, or what has changed meanwhile. */
const PAGES_BACK = 20;
/** How many posts below that one fill a window, so that it can be scrolled to the top. */
const POSTS_BELOW = 10;

/** Reads on until the post is there, with others below it. What fails on the way is left for later to meet again. */
export async function readBackTo(
  post: number | null,
  first: Asked,
  ask: Ask,
  isCurrent: () => boolean,
): Promise<Asked> {
  const posts = [...first.posts];
  let { next } = first;
  for (let page = 1; page < PAGES_BACK && next !== null && !isReached(post, posts) && isCurrent(); page++) {
    const more: Asked | null = await ask(next).catch(() => null);
    if (more === null) break;
    posts.push(...more.posts);
    next = more.next;
  }
  return { ...first, posts, next };
}

/** What a list holds now, as far as it was known: the last page that was read, and the posts on all of them. */
export type Again = { last: Asked; found: Set<number> };

/** Reads a list again as far as it is known; null where that fails, or nobody waits for it any more. */
export async function readAgain(
  known: Post[],
  ask: Ask,
  learn: (page: Asked) => Post[],
  isCurrent: () => boolean,
): Promise<Again | null> {
  const found = new Set<number>();
  let last: Asked | null = null;
  let next: string | null = null;
  for (let page = 0; page < PAGES_BACK; page++) {
    const asked: Asked | null = await ask(next).catch(() => null);
    if (asked === null || !isCurrent()) return null;
    for (const post of learn(asked)) found.add(post.id);
    last = asked;
    next = asked.next;
    if (next === null || found.has(known.at(-1)?.id ?? 0) || !asked.ordered) break;
  }
  return last && { last, found };
}

function isReached(id: number | null, posts: FeedPost[]): boolean {
  if (id === null) return true;
  const at = posts.findIndex((post) => post.id === id);
  return at !== -1 && posts.length > at + POSTS_BELOW;
}
