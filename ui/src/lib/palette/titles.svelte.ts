// Palette source of posts by title: known posts at once, and a moment later what the server finds.
import { debounce } from "$lib/debounce";
import { t } from "$lib/i18n";
import { toFailure, type AccountCommands, type Failure } from "$lib/ipc";
import { nextTick } from "$lib/state/logical-clock";
import type { Posts } from "$lib/state/posts.svelte";
import { shownTitle } from "$lib/text/title";
import type { Item, Source } from "./sources.svelte";

const PAUSE_MS = 250;

type Handlers = {
  open: (post: number) => unknown;
  /** Shows all posts that a text finds. */
  search: (text: string) => unknown;
};

/** Searches titles here and on the server. */
export class TitleSource implements Source {
  readonly id = "posts";
  readonly most = 8;
  #searching = $state(false);
  #failure = $state.raw<Failure | null>(null);
  /** Counts what was typed. What an older search says of itself is stale. */
  #sought = 0;
  readonly #searchLater = debounce((text: string) => void this.#search(text), PAUSE_MS);
  readonly #posts: Posts;
  readonly #commands: Pick<AccountCommands, "feed">;
  readonly #handlers: Handlers;

  readonly #inTexts: () => boolean;

  /** `inTexts` tells whether the server searches the words of texts, too. */
  constructor(
    posts: Posts,
    commands: Pick<AccountCommands, "feed">,
    handlers: Handlers,
    inTexts: () => boolean,
  ) {
    this.#inTexts = inTexts;
    this.#posts = posts;
    this.#commands = commands;
    this.#handlers = handlers;
  }

  heading = () => t("feed-posts");

  items = (typed: string): Item[] => {
    if (typed === "") return [];
    return this.#posts.all.map(({ id, data }) => ({
      id: `post-${id}`,
      text: shownTitle(data.title),
      choose: () => this.#handlers.open(id),
    }));
  };

  besides = (typed: string): Item[] => {
    if (typed === "") return [];
    const text = t(this.#inTexts() ? "palette-search-posts" : "palette-search-titles", { text: typed });
    return [{ id: "search", text, choose: () => this.#handlers.search(typed) }];
  };

  seek = (typed: string) => {
    this.#sought += 1;
    this.#failure = null;
    this.#searching = typed !== "";
    if (this.#searching) this.#searchLater(typed);
    else this.#searchLater.cancel();
  };

  news = () => {
    if (this.#searching) return t("palette-searching");
    return this.#failure ? t("palette-unsearched", { reason: this.#failure.message }) : "";
  };

  async #search(text: string) {
    const sought = this.#sought;
    const asked = nextTick();
    try {
      const page = await this.#commands.feed({ kind: "new" }, text, null);
      this.#posts.learn(page.posts, asked);
    } catch (thrown) {
      if (sought === this.#sought) this.#failure = toFailure(thrown);
    } finally {
      if (sought === this.#sought) this.#searching = false;
    }
  }
}
