// Lists of posts in which each post appears once, whatever pages overlap.
import type { FeedPost } from "$lib/ipc";
import { Post } from "./post.svelte";

/**
 * `list` and after it what is fresh. A post that is shown already, in `list` or elsewhere, learns the news and
 * stays the same object, so that a vote under way is not lost.
 */
export function merge(list: Post[], shown: Post[], fresh: FeedPost[]): Post[] {
  const known = new Map(shown.map((post) => [post.id, post]));
  const merged = new Map(list.map((post) => [post.id, post]));
  for (const data of fresh) {
    const post = merged.get(data.id) ?? known.get(data.id);
    post?.learn(data);
    merged.set(data.id, post ?? new Post(data));
  }
  return [...merged.values()];
}
