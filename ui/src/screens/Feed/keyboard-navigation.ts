// Moves the focus from post to post.

/** What has the focus is not behind what stays in view, and not at the very edge. */
const MARGIN = 8;

/** Returns the article of a post, if it is on the page. */
export function articleOf(list: HTMLElement, post: number): HTMLElement | null {
  return list.querySelector(`[data-post="${post}"]`);
}

/** Focuses a post and scrolls it into view, or its beginning where the window is too low for all. */
export function focusArticle(article: HTMLElement) {
  article.focus({ preventScroll: true });
  const isTall = article.getBoundingClientRect().height > window.innerHeight / 2;
  article.scrollIntoView({ block: isTall ? "start" : "nearest", behavior: "instant" });
}

/** Returns the first post whose beginning is visible; else the last that is visible at all. */
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
