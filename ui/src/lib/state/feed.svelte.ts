// A paged list of posts of one view and search, with the new posts that wait above it.
import type { VirtualItem } from "@tanstack/virtual-core";
import { debounce } from "$lib/debounce";
import { t } from "$lib/i18n";
import {
  toFailure,
  type Account,
  type AccountCommands,
  type Failure,
  type FeedPost,
  type Found,
  type PostInput,
  type ScrollPosition,
  type SearchCount,
  type View,
} from "$lib/ipc";
import { insert, merge } from "./merge";
import { EPOCH, nextTick } from "./logical-clock";
import type { NoticeAction, Notices } from "./notices.svelte";
import { reloadPages, loadUntil, type Reloaded, type TimedPage } from "./paging";
import type { Post } from "./post.svelte";
import type { List, Posts } from "./posts.svelte";
import { belongs, isChronological, viewName } from "./views";

/** A scroll position: the post at the top of the window, and its distance from there in pixels. */
export type ScrollAnchor = Pick<ScrollPosition, "post" | "offset">;

export const TOP: ScrollAnchor = { post: null, offset: 0 };

type FeedCommands = Pick<AccountCommands, "feed" | "cachedFeed" | "searchPeople">;

/** Makes of the first page what is to be shown. */
type Extend = (first: TimedPage, isCurrent: () => boolean) => TimedPage | Promise<TimedPage>;

const SEARCH_PAUSE_MS = 250;

/** How many new posts can wait: nobody counts more, and a server may tell of any number. */
const WAITING_MAX = 1000;

/** How many pages in a row may bring nothing new, before the list ends: a server may send the same for ever. */
const REPEATED_PAGES_MAX = 10;

export class Feed implements List {
  readonly view: View;
  posts = $state.raw<Post[]>([]);
  /** What stands in the search box. */
  wanted = $state("");
  /** The search that `posts` answers; while another is loading, the one before. */
  search = $state("");
  /** Whether `search` was for words of titles and texts; otherwise for a part of the titles. */
  inTexts = $state(false);
  /** How many posts the search finds; null where the server does not tell. */
  count = $state.raw<SearchCount | null>(null);
  /** Where the words of the search are in the posts. */
  found = $state.raw<ReadonlyMap<number, Found>>(new Map());
  /** The people that the search finds. */
  people = $state.raw<Account[]>([]);
  /** Counts the searches shown: each begins at the top. */
  scrollResets = $state(0);
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
  /** The newest post in the last answer, which was whole; 0 for none. */
  newest = $state(0);
  /** Where the reader was when the list was last on the screen. */
  anchor: ScrollAnchor = TOP;
  /** The post in it that had the focus last. */
  focused: number | null = null;
  /** The heights that its posts had there. */
  measured: VirtualItem[] = [];

  readonly #seekLater = debounce((text: string) => void this.find(text), SEARCH_PAUSE_MS);
  #next = $state<string | null>(null);
  /** Counts the last pages that brought nothing new. */
  #repeated = 0;
  /** Counts loads of a first page. What an older load brings is stale. */
  #load = 0;
  #refreshOnceLoaded = false;
  /** The search asked for last, shown or still on its way. */
  #asked = "";
  /** Written here, and when: a page that was asked for before cannot show it yet. */
  #written: { post: Post; at: number }[] = [];
  readonly #posts: Posts;
  readonly #commands: FeedCommands;
  readonly #notices: Notices;

  constructor(view: View, posts: Posts, commands: FeedCommands, notices: Notices) {
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
    // What a search found without the server is another list than the server's.
    const isOther = this.search !== "" && this.asOf !== null;
    await (this.failure !== null || isOther ? this.reload() : this.refresh());
  }

  /** Shows what waits, from the top. */
  async showWaiting(): Promise<void> {
    if (await this.#replace(this.#asked, (page) => page)) this.scrollResets += 1;
  }

  /** Like `find`, but shows nothing until the post where the reader was is among the posts, or cannot be found. */
  async restore({ search, post }: Pick<ScrollPosition, "search" | "post">): Promise<void> {
    this.wanted = search;
    await this.#replace(search, (first, isCurrent) =>
      loadUntil(post, first, (begin) => this.#page(search, begin), isCurrent),
    );
  }

  /** Shows what was cached, if the post where the reader was is among it; false where it is not. */
  async restoreCached({ search, post }: Pick<ScrollPosition, "search" | "post">): Promise<boolean> {
    const load = ++this.#load;
    const page = await this.#commands.cachedFeed(this.view, search).catch(() => null);
    if (page === null || load !== this.#load) return false;
    if (post !== null && !page.posts.some(({ id }) => id === post)) return false;
    this.wanted = search;
    this.#asked = search;
    this.#show(search, { ...page, asked: EPOCH });
    return true;
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
      const before = this.posts.length;
      this.posts = merge(this.posts, this.#posts.learn(page.posts, page.asked));
      this.found = new Map([...this.found, ...foundIn(page.posts)]);
      this.#repeated = this.posts.length > before ? 0 : this.#repeated + 1;
      this.#next = page.next;
      if (page.next !== null && this.#repeated > REPEATED_PAGES_MAX) this.#end();
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
    const oldest = known.at(-1);
    const again = await reloadPages(
      (begin) => this.#page(this.search, begin),
      (page) => this.#posts.learn(page.posts, page.asked),
      (post) => post === oldest || (isChronological(this.view) && isOlder(post, oldest)),
      () => load === this.#load,
    );
    if (again === null) return;
    // What was kept from before ends earlier than what there is.
    if (this.asOf !== null) this.#next = again.last.next;
    this.asOf = null;
    this.newest = newestOf(again.found);
    this.#reconcile(known, again);
  }

  /** Writes a post, and says where it is; `show` leads there where it is not on the screen. Rejects with a `Failure`. */
  async create(input: PostInput, show?: (id: number) => void): Promise<void> {
    const post = await this.#posts.create(input);
    if (post === null) {
      this.#notices.info(t(input.published ? "offline-post-waits" : "offline-draft-waits"));
      return;
    }
    const word = input.published ? t("writing-published") : t("writing-draft-saved");
    if (this.posts.includes(post)) {
      this.#notices.info(word, showing(post.id, show));
      return;
    }
    const where = this.#whereabouts(post);
    this.#notices.info(t("writing-done-and-where", { done: word, where }), showing(post.id, show));
  }

  put(post: Post) {
    this.#written.push({ post, at: nextTick() });
    this.#unwait(post.id);
    if (this.ready) this.posts = this.#with(post);
  }

  review(post: Post) {
    if (!belongs(post.data, this.view)) this.drop(post.id);
  }

  drop(id: number) {
    if (this.posts.some((post) => post.id === id)) this.posts = this.posts.filter((post) => post.id !== id);
    this.#unwait(id);
  }

  /** Whether a post that somebody else wrote belongs on top; null where only a look at it can tell. */
  expects(owner: number): boolean | null {
    if (!this.ready && !this.loading) return false;
    if (this.view.kind === "person" ? this.view.id !== owner : this.view.kind !== "new") return false;
    return this.search === "" ? true : null;
  }

  /** A post has appeared: it waits, unless it is here already or belongs elsewhere. */
  offer(id: number, post: Post | null) {
    if (post !== null && !this.#comesOnTop(post.data)) return;
    if (this.posts.some((known) => known.id === id) || this.waiting.size >= WAITING_MAX) return;
    this.waiting = new Map([...this.waiting, [id, nextTick()]]);
  }

  #page(search: string, page: string | null): Promise<TimedPage> {
    const asked = nextTick();
    return this.#commands
      .feed(this.view, search, page)
      .then((answer) => ({ ...answer, asked: answer.as_of === null ? asked : EPOCH }));
  }

  /** Shows the first page of a search, as it is made of it; false where the list stays as it is. */
  async #replace(search: string, extend: Extend): Promise<boolean> {
    const load = ++this.#load;
    const isCurrent = () => load === this.#load;
    this.#asked = search;
    this.loading = true;
    this.loadingMore = false;
    this.moreFailure = null;
    try {
      const page = await extend(await this.#page(search, null), isCurrent);
      if (!isCurrent()) return false;
      if (page.as_of !== null && this.#shows(search)) {
        // What was kept is older than what is here.
        this.#notices.info(t("offline-list-stays"));
        return false;
      }
      this.#show(search, page);
      if (search !== "") void this.#seekPeople(search, isCurrent);
      return true;
    } catch (thrown) {
      if (isCurrent()) this.#fail(search, toFailure(thrown));
      return false;
    } finally {
      if (isCurrent()) this.#loaded();
    }
  }

  /** Looks for people. Where that fails there are the posts. */
  async #seekPeople(search: string, isCurrent: () => boolean) {
    const people = await this.#commands.searchPeople(search).catch(() => []);
    if (isCurrent()) this.people = people;
  }

  #loaded() {
    this.loading = false;
    if (this.#refreshOnceLoaded) void this.refresh();
    this.#refreshOnceLoaded = false;
  }

  #show(search: string, page: TimedPage) {
    if (this.ready && search !== this.search) this.scrollResets += 1;
    if (search !== this.search || search === "") this.people = [];
    this.search = search;
    this.inTexts = page.in_texts;
    this.count = page.count;
    this.found = foundIn(page.posts);
    this.posts = this.#posts.learn(page.posts, page.asked);
    this.ordered = page.ordered;
    this.#next = page.next;
    this.#repeated = 0;
    for (const { post, at } of this.#written)
      if (at > page.asked && !this.#posts.isGone(post.id)) this.posts = this.#with(post);
    this.asOf = page.as_of;
    this.newest = newestOf(page.posts);
    this.#written = [];
    const here = new Set(this.posts.map((post) => post.id));
    this.waiting = new Map([...this.waiting].filter(([id, at]) => at > page.asked && !here.has(id)));
    this.failure = null;
    this.ready = true;
  }

  #shows(search: string): boolean {
    return this.ready && search === this.search && this.failure === null;
  }

  /** A reload that fails leaves the posts as they are; a first page or another search has nothing else to show. */
  #fail(search: string, failure: Failure) {
    if (this.#shows(search)) {
      this.#notices.failure(failure);
      return;
    }
    this.failure = failure;
  }

  /**
   * Lets go of what was not found again where it should be. What was found besides waits if it is new and somebody else's;
   * the reader's own is shown, and so is what follows the last post that was here.
   */
  #reconcile(known: Post[], { last, found }: Reloaded) {
    if (!isChronological(this.view)) return;
    const [oldest, end] = [known.at(-1), found.at(-1)];
    const again = new Set(found);
    const isGone = (post: Post) => !again.has(post) && (last.next === null || !isOlder(post, end));
    const gone = new Set(this.ordered ? known.filter(isGone) : []);
    const here = new Set(this.posts);
    const fresh = found.filter((post) => !here.has(post) && !post.gone);
    const shown = fresh.filter((post) => post.data.mine || isOlder(post, oldest));
    if (gone.size + shown.length > 0) {
      this.posts = insert(
        this.posts.filter((post) => !gone.has(post)),
        new Set(shown),
        found,
      );
    }
    if (this.ordered && shown.some((post) => isOlder(post, oldest))) this.#next = last.next;
    const waiting = fresh.filter((post) => !shown.includes(post));
    if (waiting.length > 0)
      this.waiting = new Map([...this.waiting, ...waiting.map(({ id }) => [id, nextTick()] as const)]);
  }

  /** Ends a list that the server does not. */
  #end() {
    this.#next = null;
    this.#notices.failure({ code: "server", message: t("feed-endless") });
  }

  #unwait(id: number) {
    if (this.waiting.has(id)) this.waiting = new Map([...this.waiting].filter(([other]) => other !== id));
  }

  /** The posts and one more, where it stands by its age. One that is older than what is loaded comes with its page. */
  #with(post: Post): Post[] {
    if (!this.#comesOnTop(post.data) || this.posts.some(({ id }) => id === post.id)) return this.posts;
    const at = this.ordered ? this.posts.findIndex((other) => isOlder(other, post)) : 0;
    if (at === -1) return this.hasMore ? this.posts : [...this.posts, post];
    return this.posts.toSpliced(at, 0, post);
  }

  #comesOnTop(post: FeedPost): boolean {
    return isChronological(this.view) && belongs(post, this.view) && this.#matches(post);
  }

  /** As well as can be told without the server. */
  #matches({ title, content }: FeedPost): boolean {
    const has = (text: string) => text.toLowerCase().includes(this.search.toLowerCase());
    return has(title) || (this.inTexts && has(content));
  }

  #whereabouts(post: Post): string {
    const isHidden = isChronological(this.view) && belongs(post.data, this.view);
    if (isHidden) return t("writing-hidden-by-search");
    return t("writing-listed-under", { list: viewName({ kind: post.data.published ? "new" : "drafts" }) });
  }
}

function showing(post: number, show: ((id: number) => void) | undefined): NoticeAction | undefined {
  if (show === undefined) return undefined;
  const act = () => {
    show(post);
  };
  return { label: t("writing-show"), act };
}

function foundIn(posts: FeedPost[]): Map<number, Found> {
  return new Map(posts.flatMap(({ id, found }) => (found ? [[id, found] as const] : [])));
}

/** Whether a post stands behind another one where the newest is on top. */
function isOlder(post: Post, other: Post | undefined): boolean {
  if (other === undefined) return false;
  const [one, two] = [post, other].map(({ data }) => Date.parse(data.created_at)) as [number, number];
  return one < two || (one === two && post.id < other.id);
}

function newestOf(posts: { id: number }[]): number {
  return posts.reduce((most, { id }) => Math.max(most, id), 0);
}
