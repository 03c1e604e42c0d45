// Merges lists of posts without duplicates, whatever pages overlap.
import type { Post } from "./post.svelte";

/** Appends the posts of `fresh` that `list` lacks. */
export function merge(list: Post[], fresh: Post[]): Post[] {
  return [...new Map([...list, ...fresh].map((post) => [post.id, post])).values()];
}

/** Inserts `some` into `list`, each where it stands in `order`. */
export function insert(list: Post[], some: ReadonlySet<Post>, order: readonly Post[]): Post[] {
  const merged = [...list];
  let at = merged.length;
  for (const post of [...order].reverse()) {
    const known = merged.indexOf(post);
    if (known !== -1) at = known;
    else if (some.has(post)) merged.splice(at, 0, post);
  }
  return merged;
}
