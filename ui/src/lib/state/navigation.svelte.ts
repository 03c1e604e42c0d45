// Navigation history: the current page, and the pages that lead back from it.
import type { View } from "$lib/ipc";
import { keyOf } from "./views";

/** A page: a list of posts, or one post. */
export type Page = { kind: "feed"; view: View } | { kind: "post"; id: number };

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
  return b.kind === "feed" && keyOf(a.view) === keyOf(b.view);
}
