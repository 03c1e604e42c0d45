// From post to post, as far as they are on the page.

/** What has the focus is not behind what stays in view, and not at the very edge. */
const MARGIN = 8;

export function articleOf(list: HTMLElement, post: number): HTMLElement | null {
  return list.querySelector(`[data-post="${post}"]`);
}

/** Gives a post the focus, and shows all of it, or its beginning where the window is too low for all. */
export function focusArticle(article: HTMLElement) {
  article.focus({ preventScroll: true });
  const isTall = article.getBoundingClientRect().height > window.innerHeight / 2;
  article.scrollIntoView({ block: isTall ? "start" : "nearest", behavior: "instant" });
}

/** The first post that is seen from its beginning; else the last that is seen at all. */
export function postInView(list: HTMLElement): number | null {
  let last: number | null = null;
  for (const article of list.querySelectorAll<HTMLElement>("[data-post]")) {
    const { top, bottom } = article.getBoundingClientRect();
    if (bottom <= MARGIN || top >= window.innerHeight) continue;
    last = Number(article.dataset["post"]);
    if (top >= 0) return last;
  }
  return last;
}
