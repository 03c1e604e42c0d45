// Loads several pages of a list, one after the other.
import type { FeedPage, FeedPost } from "$lib/ipc";
import type { Post } from "./post.svelte";

/** A page with the logical time when it was requested. */
export type TimedPage = FeedPage & { asked: number };

/** Asks for the page that begins there. */
type Ask = (begin: string | null) => Promise<TimedPage>;

/** How many pages are read to find the post where the reader was, or what has changed meanwhile. */
const PAGES_BACK = 20;
/** How many posts below that one fill a window, so that it can be scrolled to the top. */
const POSTS_BELOW = 10;

/**
 * Loads pages until the post is among them, with others below it. A failure ends the loading; the next attempt meets it
 * again.
 */
export async function loadUntil(
  post: number | null,
  first: TimedPage,
  ask: Ask,
  isCurrent: () => boolean,
): Promise<TimedPage> {
  const posts = [...first.posts];
  let { next } = first;
  for (let page = 1; page < PAGES_BACK && next !== null && !isReached(post, posts) && isCurrent(); page++) {
    const more: TimedPage | null = await ask(next).catch(() => null);
    if (more === null) break;
    posts.push(...more.posts);
    next = more.next;
  }
  return { ...first, posts, next };
}

/** The result of a reload: the last page that was read, and the posts on all pages. */
export type Reloaded = { last: TimedPage; found: Post[] };

/**
 * Reloads a list up to a post that ends what is known. Returns null where that fails, where the server is away, or
 * where the result is no longer wanted.
 */
export async function reloadPages(
  ask: Ask,
  learn: (page: TimedPage) => Post[],
  isEnd: (post: Post) => boolean,
  isCurrent: () => boolean,
): Promise<Reloaded | null> {
  const found: Post[] = [];
  let last: TimedPage | null = null;
  let next: string | null = null;
  for (let page = 0; page < PAGES_BACK; page++) {
    const asked: TimedPage | null = await ask(next).catch(() => null);
    // What was kept from before says nothing new.
    if (asked === null || asked.as_of !== null || !isCurrent()) return null;
    const posts = learn(asked);
    found.push(...posts);
    last = asked;
    next = asked.next;
    if (next === null || posts.some(isEnd) || !asked.ordered) break;
  }
  return last && { last, found };
}

function isReached(id: number | null, posts: FeedPost[]): boolean {
  if (id === null) return true;
  const at = posts.findIndex((post) => post.id === id);
  return at !== -1 && posts.length > at + POSTS_BELOW;
}
