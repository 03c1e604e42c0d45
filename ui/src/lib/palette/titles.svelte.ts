// Posts by their titles: those that the window knows at once, and a moment later what else the server has.
import { debounce } from "$lib/debounce";
import { t } from "$lib/i18n";
import { toFailure, type Commands, type Failure } from "$lib/ipc";
import { moment } from "$lib/state/moment";
import type { Posts } from "$lib/state/posts.svelte";
import type { Item, Source } from "./sources.svelte";

const PAUSE_MS = 250;

type Ways = {
  open: (post: number) => unknown;
  /** Shows all posts with a text in their titles. */
  search: (text: string) => unknown;
};

export class TitleSource implements Source {
  readonly id = "posts";
  readonly most = 8;
  #searching = $state(false);
  #failure = $state.raw<Failure | null>(null);
  /** Counts what was typed. What an older search says of itself is stale. */
  #sought = 0;
  readonly #searchLater = debounce((text: string) => void this.#search(text), PAUSE_MS);
  readonly #posts: Posts;
  readonly #commands: Pick<Commands, "feed">;
  readonly #ways: Ways;

  constructor(posts: Posts, commands: Pick<Commands, "feed">, ways: Ways) {
    this.#posts = posts;
    this.#commands = commands;
    this.#ways = ways;
  }

  heading = () => t("feed-posts");

  items = (typed: string): Item[] => {
    if (typed === "") return [];
    return this.#posts.all.map(({ id, data }) => ({
      id: `post-${id}`,
      text: data.title,
      choose: () => this.#ways.open(id),
    }));
  };

  besides = (typed: string): Item[] => {
    if (typed === "") return [];
    const text = t("palette-search-titles", { text: typed });
    return [{ id: "search", text, choose: () => this.#ways.search(typed) }];
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
    const asked = moment();
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
