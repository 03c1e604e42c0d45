// A list of posts: pages of a view and a search, as far as they are loaded, and what waits to be seen above them.
import type { VirtualItem } from "@tanstack/virtual-core";
import { debounce } from "$lib/debounce";
import { t } from "$lib/i18n";
import {
  toFailure,
  type Commands,
  type Failure,
  type FeedPost,
  type PostInput,
  type ReadingPlace,
  type View,
} from "$lib/ipc";
import { merge } from "./merge";
import { moment } from "./moment";
import type { Notices } from "./notices.svelte";
import { readAgain, readBackTo, type Asked } from "./paging";
import type { Post } from "./post.svelte";
import type { List, Posts } from "./posts.svelte";
import { belongs, isChronological } from "./views";

/** Where in a list the reader is: the post at the top of the window, and its distance from there. */
export type Spot = Pick<ReadingPlace, "post" | "offset">;

export const TOP: Spot = { post: null, offset: 0 };

/** Makes of the first page what is to be shown. */
type Extend = (first: Asked, isCurrent: () => boolean) => Asked | Promise<Asked>;

const SEARCH_PAUSE_MS = 250;

export class Feed implements List {
  readonly view: View;
  posts = $state.raw<Post[]>([]);
  /** What stands in the search box. */
  wanted = $state("");
  /** The search that `posts` answers; while another is loading, the one before. */
  search = $state("");
  /** Counts the searches shown: each begins at the top. */
  beginnings = $state(0);
  /** Whether the server promises the view's order. */
  ordered = $state(false);
  /** When the server said so that is away now; null where it is as the server has it. */
  asOf = $state<string | null>(null);
  /** False until the first page is there: until then there is nothing to show but a skeleton. */
  ready = $state(false);
  loading = $state(false);
  loadingMore = $state(false);
  /** Why there is no first page. */
  failure = $state.raw<Failure | null>(null);
  /** Why there is no further page. */
  moreFailure = $state.raw<Failure | null>(null);
  /** Posts that have appeared since, and when; they wait until the reader wants to see them. */
  waiting = $state.raw<ReadonlyMap<number, number>>(new Map());
  /** Where the reader was when the list was last on the screen. */
  spot: Spot = TOP;
  /** The post in it that had the focus last. */
  focused: number | null = null;
  /** The heights that its posts had there. */
  measured: VirtualItem[] = [];

  readonly #seekLater = debounce((text: string) => void this.find(text), SEARCH_PAUSE_MS);
  #next = $state<string | null>(null);
  /** Counts loads of a first page. What an older load brings is stale. */
  #load = 0;
  #refreshOnceLoaded = false;
  /** The search asked for last, shown or still on its way. */
  #asked = "";
  /** Written here, and when: a page that was asked for before cannot show it yet. */
  #written: { post: Post; at: number }[] = [];
  readonly #posts: Posts;
  readonly #commands: Pick<Commands, "feed">;
  readonly #notices: Notices;

  constructor(view: View, posts: Posts, commands: Pick<Commands, "feed">, notices: Notices) {
    this.view = view;
    this.#posts = posts;
    this.#commands = commands;
    this.#notices = notices;
    posts.lists.add(this);
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Searches as the reader types; at once where there is no more typing to wait for. */
  seek(text: string, now: boolean) {
    this.wanted = text;
    this.#seekLater(text);
    if (now) this.#seekLater.flush();
  }

  /** Shows the first page of a search. Until it is there the list before stays. */
  async find(search: string): Promise<void> {
    await this.#replace(search, (page) => page);
  }

  /** Loads the same search anew. */
  async reload(): Promise<void> {
    await this.find(this.#asked);
  }

  /** The server is back: what could not be loaded is, and the rest is as for `refresh`. */
  async catchUp(): Promise<void> {
    await (this.failure === null ? this.refresh() : this.reload());
  }

  /** Shows what waits, from the top. */
  async showWaiting(): Promise<void> {
    await this.reload();
    this.beginnings += 1;
  }

  /** Like `find`, but shows nothing until the post where the reader was is among the posts, or cannot be found. */
  async restore({ search, post }: Pick<ReadingPlace, "search" | "post">): Promise<void> {
    this.wanted = search;
    await this.#replace(search, (first, isCurrent) =>
      readBackTo(post, first, (begin) => this.#page(search, begin), isCurrent),
    );
  }

  /** Adds the next page, if there is one and none is under way. */
  async loadMore(): Promise<void> {
    if (this.#next === null || this.loading || this.loadingMore) return;
    const load = this.#load;
    this.loadingMore = true;
    this.moreFailure = null;
    try {
      const page = await this.#page(this.search, this.#next);
      if (load !== this.#load) return;
      this.posts = merge(this.posts, this.#posts.learn(page.posts, page.asked));
      this.#next = page.next;
    } catch (thrown) {
      if (load === this.#load) this.moreFailure = toFailure(thrown);
    } finally {
      if (load === this.#load) this.loadingMore = false;
    }
  }

  /**
   * Asks anew without a word: what has changed changes in place, what is gone goes, and what is new waits. Nothing
   * moves, and a failure is as if nobody had asked.
   */
  async refresh(): Promise<void> {
    // What is loading may have been asked for too early.
    if (this.loading) this.#refreshOnceLoaded = true;
    if (!this.ready || this.loading || this.failure !== null) return;
    const load = this.#load;
    const known = this.posts;
    const again = await readAgain(
      known,
      (begin) => this.#page(this.search, begin),
      (page) => this.#posts.learn(page.posts, page.asked),
      () => load === this.#load,
    );
    if (again === null) return;
    const { last, found } = again;
    // What was kept from before ends earlier than what there is.
    if (this.asOf !== null) this.#next = last.next;
    this.asOf = last.as_of;
    this.#reconcile(known, found, last.next === null);
  }

  /** Writes a post, and says where it is. Rejects with a `Failure`. */
  async create(input: PostInput): Promise<void> {
    const post = await this.#posts.create(input);
    if (post === null) {
      this.#notices.info(t(input.published ? "offline-post-waits" : "offline-draft-waits"));
      return;
    }
    const word = input.published ? t("writing-published") : t("writing-draft-saved");
    this.#notices.info(this.posts.includes(post) ? word : `${word} ${this.#whereabouts(post)}`);
  }

  put(post: Post) {
    this.#written.push({ post, at: moment() });
    this.#unwait(post.id);
    if (this.ready && this.#comesOnTop(post.data)) this.posts = merge([post], this.posts);
  }

  review(post: Post) {
    if (!belongs(post.data, this.view)) this.drop(post.id);
  }

  drop(id: number) {
    if (this.posts.some((post) => post.id === id)) this.posts = this.posts.filter((post) => post.id !== id);
    this.#unwait(id);
  }

  /** Whether a post that somebody wrote belongs on top; null where only a look at it can tell. */
  expects(owner: number, me: number): boolean | null {
    if ((!this.ready && !this.loading) || !isChronological(this.view)) return false;
    if (this.view.kind === "person" && this.view.id !== owner) return false;
    if ((this.view.kind === "mine" || this.view.kind === "drafts") && owner !== me) return false;
    return this.search === "" && (this.view.kind === "new" || this.view.kind === "person") ? true : null;
  }

  /** A post has appeared: it waits, unless it is here already or belongs elsewhere. */
  offer(id: number, post: Post | null) {
    if (post !== null && !this.#comesOnTop(post.data)) return;
    if (this.posts.some((known) => known.id === id)) return;
    this.waiting = new Map([...this.waiting, [id, moment()]]);
  }

  #page(search: string, page: string | null): Promise<Asked> {
    const asked = moment();
    return this.#commands.feed(this.view, search, page).then((answer) => ({ ...answer, asked }));
  }

  async #replace(search: string, extend: Extend) {
    const load = ++this.#load;
    const isCurrent = () => load === this.#load;
    this.#asked = search;
    this.loading = true;
    this.loadingMore = false;
    this.moreFailure = null;
    try {
      const page = await extend(await this.#page(search, null), isCurrent);
      if (isCurrent()) this.#show(search, page);
    } catch (thrown) {
      if (isCurrent()) this.#fail(search, toFailure(thrown));
    } finally {
      if (isCurrent()) this.#loaded();
    }
  }

  #loaded() {
    this.loading = false;
    if (this.#refreshOnceLoaded) void this.refresh();
    this.#refreshOnceLoaded = false;
  }

  #show(search: string, page: Asked) {
    if (this.ready && search !== this.search) this.beginnings += 1;
    this.search = search;
    const own = this.#written.filter(({ post, at }) => at > page.asked && !this.#posts.isGone(post.id));
    const onTop = own.map(({ post }) => post).filter((post) => this.#comesOnTop(post.data));
    this.posts = merge(onTop.reverse(), this.#posts.learn(page.posts, page.asked));
    this.ordered = page.ordered;
    this.#next = page.next;
    this.asOf = page.as_of;
    this.#written = [];
    const here = new Set(this.posts.map((post) => post.id));
    this.waiting = new Map([...this.waiting].filter(([id, at]) => at > page.asked && !here.has(id)));
    this.failure = null;
    this.ready = true;
  }

  /** A reload that fails leaves the posts as they are; a first page or another search has nothing else to show. */
  #fail(search: string, failure: Failure) {
    if (this.ready && search === this.search && this.failure === null) {
      this.#notices.failure(failure);
      return;
    }
    this.failure = failure;
  }

  /** Lets go of what was not found again where it should be, and keeps what was found besides waiting. */
  #reconcile(known: Post[], found: Set<number>, all: boolean) {
    if (!isChronological(this.view)) return;
    const lastFound = known.findLastIndex((post) => found.has(post.id));
    const covered = all ? known : known.slice(0, lastFound + 1);
    const gone = new Set(
      covered.filter((post) => this.ordered && !found.has(post.id)).map((post) => post.id),
    );
    if (gone.size > 0) this.posts = this.posts.filter((post) => !gone.has(post.id));
    const here = new Set(this.posts.map((post) => post.id));
    const fresh = [...found].filter((id) => !here.has(id) && !gone.has(id));
    if (fresh.length > 0)
      this.waiting = new Map([...this.waiting, ...fresh.map((id) => [id, moment()] as const)]);
  }

  #unwait(id: number) {
    if (this.waiting.has(id)) this.waiting = new Map([...this.waiting].filter(([other]) => other !== id));
  }

  #comesOnTop(post: FeedPost): boolean {
    return isChronological(this.view) && belongs(post, this.view) && matches(post, this.search);
  }

  #whereabouts(post: Post): string {
    const isHidden = isChronological(this.view) && belongs(post.data, this.view);
    return isHidden ? t("writing-hidden-by-search") : t("writing-under-new");
  }
}

function matches(post: FeedPost, search: string): boolean {
  return post.title.toLowerCase().includes(search.toLowerCase());
}
