// Where in the list the reader is, and how to get back there. Posts carry their id in `data-post`.
import type { ReadingPlace } from "$lib/ipc";

type Spot = Pick<ReadingPlace, "post" | "offset">;

const TOP: Spot = { post: null, offset: 0 };

/** The first post that is at least partly in the window; nothing at the very top, where the newest is wanted again. */
export function currentSpot(list: HTMLElement): Spot {
  if (window.scrollY <= 0) return TOP;
  for (const post of list.querySelectorAll<HTMLElement>("[data-post]")) {
    const { top, bottom } = post.getBoundingClientRect();
    if (bottom > 0) return { post: Number(post.dataset["post"]), offset: Math.round(top) };
  }
  return TOP;
}

/** Scrolls the post to where it was; to the top when it is not there. */
export function returnTo(list: HTMLElement, { post, offset }: Spot) {
  const element = post === null ? null : list.querySelector(`[data-post="${post}"]`);
  const top = element === null ? 0 : window.scrollY + element.getBoundingClientRect().top - offset;
  window.scrollTo({ top, behavior: "instant" });
}
