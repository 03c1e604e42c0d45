// The list of posts: pages of a search, newest state of each post, and what the reader does to them.
import {
  toFailure,
  type Commands,
  type Failure,
  type FeedPage,
  type PostInput,
  type ReadingPlace,
} from "$lib/ipc";
import { merge } from "./merge";
import type { Notices } from "./notices.svelte";
import { Post } from "./post.svelte";

type FeedCommands = Pick<Commands, "feed" | "createPost" | "updatePost" | "deletePost" | "vote">;

/** Makes of the first page what is to be shown. */
type Extend = (first: FeedPage, isCurrent: () => boolean) => FeedPage | Promise<FeedPage>;

/** How many pages are read to find the post where the reader was. */
const PAGES_BACK = 20;
/** How many posts below that one fill a window, so that it can be scrolled to the top. */
const POSTS_BELOW = 10;

export class Feed {
  posts = $state.raw<Post[]>([]);
  /** The search that `posts` answers; while another is loading, the one before. */
  search = $state("");
  newestFirst = $state(false);
  /** False until the first page is there: until then there is nothing to show but a skeleton. */
  ready = $state(false);
  loading = $state(false);
  loadingMore = $state(false);
  /** Why there is no first page. */
  failure = $state.raw<Failure | null>(null);
  /** Why there is no further page. */
  moreFailure = $state.raw<Failure | null>(null);

  #next = $state<string | null>(null);
  /** Counts loads of a first page. What an older load brings is stale. */
  #load = 0;
  /** The search asked for last, shown or still on its way. */
  #asked = "";
  readonly #commands: FeedCommands;
  readonly #notices: Notices;

  constructor(commands: FeedCommands, notices: Notices) {
    this.#commands = commands;
    this.#notices = notices;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Shows the first page of a search. Until it is there the list before stays. */
  async find(search: string): Promise<void> {
    await this.#replace(search, (page) => page);
  }

  /** Loads the same search anew. */
  async reload(): Promise<void> {
    await this.find(this.#asked);
  }

  /** Like `find`, but shows nothing until the post where the reader was is among the posts, or cannot be found. */
  async restore(reading: ReadingPlace): Promise<void> {
    await this.#replace(reading.search, (first, isCurrent) => this.#readBackTo(reading, first, isCurrent));
  }

  /** Adds the next page, if there is one and none is under way. */
  async loadMore(): Promise<void> {
    if (this.#next === null || this.loading || this.loadingMore) return;
    const load = this.#load;
    this.loadingMore = true;
    this.moreFailure = null;
    try {
      const page = await this.#commands.feed(this.search, this.#next);
      if (load !== this.#load) return;
      this.posts = merge(this.posts, this.posts, page.posts);
      this.#next = page.next;
    } catch (thrown) {
      if (load === this.#load) this.moreFailure = toFailure(thrown);
    } finally {
      if (load === this.#load) this.loadingMore = false;
    }
  }

  /** Writes a post and puts it on top, unless a search is shown that it does not match. Rejects with a `Failure`. */
  async create(input: PostInput): Promise<void> {
    const post = Post.justWritten(await this.#commands.createPost(input));
    const word = input.published ? "Your post is published" : "Your draft is saved";
    if (matches(post, this.search)) {
      this.posts = [post, ...this.posts.filter((other) => other.id !== post.id)];
      this.#notices.info(`${word}.`);
    } else {
      this.#notices.info(`${word}. It appears when you clear the search.`);
    }
    this.#askAgain();
  }

  /** Writes a post anew. Rejects with a `Failure`, unless the post is gone, which is said and settled here. */
  async update(post: Post, input: PostInput): Promise<void> {
    await this.#whileItExists(post, async () => {
      post.learn(await this.#commands.updatePost(post.id, input));
    });
  }

  /** Deletes a post. A refusal is said in a notice. */
  async remove(post: Post): Promise<void> {
    await this.#saying(post, async () => {
      await this.#commands.deletePost(post.id);
      this.#drop(post);
      this.#notices.info("The post is deleted.");
    });
  }

  /** Votes or takes the vote back. A refusal is said in a notice. */
  async toggleVote(post: Post): Promise<void> {
    await this.#saying(post, () => post.vote.toggle((up) => this.#commands.vote(post.id, up)));
  }

  async #replace(search: string, extend: Extend) {
    const load = ++this.#load;
    const isCurrent = () => load === this.#load;
    this.#asked = search;
    this.loading = true;
    this.loadingMore = false;
    this.moreFailure = null;
    try {
      const page = await extend(await this.#commands.feed(search, null), isCurrent);
      if (isCurrent()) this.#show(search, page);
    } catch (thrown) {
      if (isCurrent()) this.#fail(search, toFailure(thrown));
    } finally {
      if (isCurrent()) this.loading = false;
    }
  }

  #show(search: string, page: FeedPage) {
    this.posts = merge([], this.posts, page.posts);
    this.search = search;
    this.newestFirst = page.newest_first;
    this.#next = page.next;
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

  /** Reads on until the post is there, with others below it. What fails on the way is left for `loadMore` to meet again. */
  async #readBackTo(
    { search, post }: ReadingPlace,
    first: FeedPage,
    isCurrent: () => boolean,
  ): Promise<FeedPage> {
    const posts = [...first.posts];
    let { next } = first;
    for (let page = 1; page < PAGES_BACK && next !== null && !isReached(post, posts) && isCurrent(); page++) {
      const more = await this.#commands.feed(search, next).catch(() => null);
      if (more === null) break;
      posts.push(...more.posts);
      next = more.next;
    }
    return { ...first, posts, next };
  }

  async #saying(post: Post, act: () => Promise<void>) {
    try {
      await this.#whileItExists(post, act);
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
    }
  }

  async #whileItExists(post: Post, act: () => Promise<void>) {
    try {
      await act();
      this.#askAgain();
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== "not_found") throw failure;
      this.#drop(post);
      this.#notices.error(`“${post.data.title}” is gone: it was deleted meanwhile.`);
    }
  }

  /** A page that was asked for before a change may not show it, and must not undo it here. */
  #askAgain() {
    if (this.loading) void this.reload();
  }

  #drop(post: Post) {
    this.posts = this.posts.filter((other) => other.id !== post.id);
  }
}

function isReached(id: number | null, posts: FeedPage["posts"]): boolean {
  if (id === null) return true;
  const at = posts.findIndex((post) => post.id === id);
  return at !== -1 && posts.length > at + POSTS_BELOW;
}

function matches(post: Post, search: string): boolean {
  return post.data.title.toLowerCase().includes(search.toLowerCase());
}
