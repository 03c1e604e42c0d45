// Navigation history: the current page, and the pages that lead back from it.
import type { View } from "$lib/ipc";
import { keyOf } from "./views";

/** A page: a list of posts, one post, or what waits to be sent. */
export type Page = { kind: "feed"; view: View } | { kind: "post"; id: number } | { kind: "outbox" };

const START: View = { kind: "new" };

export class Navigation {
  /** How the reader came to the current page. */
  came: "start" | "on" | "back" = "start";
  #path: [Page, ...Page[]];

  constructor(view: View) {
    this.#path = $state.raw([{ kind: "feed", view }]);
  }

  get current(): Page {
    return this.#path.at(-1) ?? this.#path[0];
  }

  /** The list on the screen, or behind what is. */
  get view(): View {
    const feed = this.#path.findLast((page) => page.kind === "feed");
    return feed?.view ?? START;
  }

  get canGoBack(): boolean {
    return this.#path.length > 1;
  }

  /** Goes to a page, from which there is a way back. */
  open(page: Page) {
    if (isSame(page, this.current)) return;
    this.came = "on";
    this.#path = [...this.#path, page];
  }

  /** Opens a post of the list on the screen. The one that is open beside it gives way: back leads to the list. */
  openFromList(id: number) {
    this.came = "on";
    const [first, ...others] = this.#path;
    const before = this.current.kind === "post" ? others.slice(0, -1) : others;
    this.#path = [first, ...before, { kind: "post", id }];
  }

  /** Goes to a view as to a new beginning. */
  show(view: View) {
    this.came = "on";
    this.#path = [{ kind: "feed", view }];
  }

  back() {
    this.came = "back";
    const [first, ...others] = this.#path;
    this.#path = [first, ...others.slice(0, -1)];
  }
}

function isSame(a: Page, b: Page): boolean {
  if (a.kind === "post") return b.kind === "post" && a.id === b.id;
  if (a.kind === "outbox") return b.kind === "outbox";
  return b.kind === "feed" && keyOf(a.view) === keyOf(b.view);
}
