// Saves and restores the scroll position of a list. Posts carry their id in `data-post`.
import type { ScrollPosition } from "$lib/ipc";

type ScrollAnchor = Pick<ScrollPosition, "post" | "offset">;

const TOP: ScrollAnchor = { post: null, offset: 0 };

/** Returns the first visible post and its offset; none at the very top, where the newest is wanted again. */
export function currentAnchor(list: HTMLElement): ScrollAnchor {
  if (window.scrollY <= 0) return TOP;
  for (const post of list.querySelectorAll<HTMLElement>("[data-post]")) {
    const { top, bottom } = post.getBoundingClientRect();
    if (bottom > 0) return { post: Number(post.dataset["post"]), offset: Math.round(top) };
  }
  return TOP;
}

/** Scrolls the post back to its offset; to the top when it is not there. */
export function returnTo(list: HTMLElement, { post, offset }: ScrollAnchor) {
  const element = post === null ? null : list.querySelector(`[data-post="${post}"]`);
  const top = element === null ? 0 : window.scrollY + element.getBoundingClientRect().top - offset;
  window.scrollTo({ top, behavior: "instant" });
}
