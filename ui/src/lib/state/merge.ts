// Lists of posts in which each post appears once, whatever pages overlap.
import type { Post } from "./post.svelte";

/** `list` and after it what is new in `fresh`. */
export function merge(list: Post[], fresh: Post[]): Post[] {
  return [...new Map([...list, ...fresh].map((post) => [post.id, post])).values()];
}
