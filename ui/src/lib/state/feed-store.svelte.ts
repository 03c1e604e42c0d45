// Stores the known posts, the open lists and the current page of a session, and applies live events to them.
import type { Account, AccountCommands, LiveEvent, ScrollPosition, View } from "$lib/ipc";
import { Feed, TOP, type ScrollAnchor } from "./feed.svelte";
import { Navigation } from "./navigation.svelte";
import type { Notices } from "./notices.svelte";
import { Posts } from "./posts.svelte";
import { keyOf } from "./views";

type FeedCommands = Pick<
  AccountCommands,
  "feed" | "cachedFeed" | "searchPeople" | "post" | "createPost" | "updatePost" | "deletePost" | "vote"
>;

/** Nobody misses what comes within it, and a screen that is painted without it is painted twice. */
const SKELETON_DELAY_MS = 200;

/** How many posts that have appeared are looked at at once. */
const LOOKING_MAX = 50;

const START: ScrollPosition = { view: { kind: "new" }, search: "", post: null, offset: 0 };

export class FeedStore {
  readonly posts: Posts;
  readonly navigation: Navigation;
  readonly #me: number;
  readonly #commands: FeedCommands;
  readonly #notices: Notices;
  readonly #feeds = new Map<string, Feed>();
  readonly #positions: Map<string, ScrollPosition>;
  /** Lists on the way to where the reader was in them. */
  readonly #opening = new Map<Feed, Promise<ScrollAnchor>>();
  /** Posts being read anew; true where one has changed again meanwhile. */
  readonly #reading = new Map<number, boolean>();
  /** How many posts that have appeared are being looked at. */
  #looking = 0;
  /** Whether everything is being loaded afresh, and is to be once more. */
  #resetting: "no" | "once" | "again" = "no";

  /** The first list is shown as it was cached, before the server is asked. */
  #cachedFirst: boolean;

  /** `positions` is where the reader was the last time, in the view of the last one first. */
  constructor(
    me: Account,
    positions: ScrollPosition[],
    commands: FeedCommands,
    notices: Notices,
    cachedFirst = false,
  ) {
    this.#me = me.id;
    this.#cachedFirst = cachedFirst;
    this.#commands = commands;
    this.#notices = notices;
    this.#positions = new Map(positions.map((position) => [keyOf(position.view), position]));
    this.posts = new Posts(commands, notices);
    this.navigation = new Navigation((positions[0] ?? START).view);
  }

  /** A view's list. It lasts as long as the reader does, so that coming back finds it as it was left. */
  feedOf(view: View): Feed {
    const key = keyOf(view);
    const feed = this.#feeds.get(key) ?? new Feed(view, this.posts, this.#commands, this.#notices);
    this.#feeds.set(key, feed);
    return feed;
  }

  /** Sees to it that a list can be shown. Resolves to where in it the reader was. */
  async open(feed: Feed): Promise<ScrollAnchor> {
    if (feed.ready) return feed.anchor;
    const opening = this.#opening.get(feed) ?? this.#restore(feed);
    this.#opening.set(feed, opening);
    return opening.finally(() => this.#opening.delete(feed));
  }

  /** Resolves when the list that the reader begins with is there, or they should be shown that it is coming. */
  async begin(): Promise<void> {
    const skeletonDelay = new Promise((resolve) => setTimeout(resolve, SKELETON_DELAY_MS));
    await Promise.race([this.open(this.feedOf(this.navigation.view)), skeletonDelay]);
  }

  async #restore(feed: Feed): Promise<ScrollAnchor> {
    const position = this.#positions.get(keyOf(feed.view)) ?? START;
    const showsCached = this.#cachedFirst;
    this.#cachedFirst = false;
    if (showsCached && (await feed.restoreCached(position))) void feed.refresh();
    else await feed.restore(position);
    // Kept with the list, because the reader may have gone elsewhere by now.
    feed.anchor = feed.search === position.search ? { post: position.post, offset: position.offset } : TOP;
    return feed.anchor;
  }

  /** Goes to another list as to a new beginning. What is searched for stays. */
  show(view: View) {
    const { wanted } = this.feedOf(this.navigation.view);
    const feed = this.feedOf(view);
    this.navigation.show(view);
    const isOpen = feed.ready || feed.loading;
    if (isOpen && feed.wanted !== wanted) feed.seek(wanted, true);
    const position = this.#positions.get(keyOf(view)) ?? START;
    if (!isOpen && position.search !== wanted)
      this.#positions.set(keyOf(view), { ...START, view, search: wanted });
  }

  /** Brings the reader to what is new, from the top. */
  async showNewest(): Promise<void> {
    const feed = this.feedOf({ kind: "new" });
    this.navigation.show(feed.view);
    if (feed.wanted === "") await feed.showWaiting();
    else feed.seek("", true);
  }

  /** Takes in what happened at the server. */
  handleEvents(events: LiveEvent[]) {
    for (const event of events) this.#take(event);
  }

  /** Finds out what has happened since, where nobody tells. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#feeds.values()].map((feed) => feed.refresh()));
  }

  /** The server is back. Nothing moves under the reader's eyes. */
  async catchUp(): Promise<void> {
    await Promise.all([...this.#feeds.values()].map((feed) => feed.catchUp()));
  }

  #take(event: LiveEvent) {
    switch (event.kind) {
      case "reset":
        void this.#reset();
        break;
      case "voted":
        this.posts.get(event.post)?.vote.updateCount(event.votes);
        break;
      case "deleted":
        this.posts.drop(event.post);
        break;
      case "changed":
        if (this.posts.get(event.post)) void this.#readAnew(event.post);
        break;
      case "created":
        void this.#appear(event.post, event.owner);
        break;
    }
  }

  /** Loads afresh, one time after the other: a server may ask for it over and over. */
  async #reset() {
    if (this.#resetting !== "no") {
      this.#resetting = "again";
      return;
    }
    do {
      this.#resetting = "once";
      await this.refresh();
    } while ((this.#resetting as string) === "again");
    this.#resetting = "no";
  }

  /** What fails here shows when the reader asks for the post. */
  async #readAnew(id: number) {
    if (this.#reading.has(id)) {
      this.#reading.set(id, true);
      return;
    }
    do {
      this.#reading.set(id, false);
      await this.posts.read(id).catch(() => undefined);
    } while (this.#reading.get(id));
    this.#reading.delete(id);
  }

  /** A server may tell of any number of posts: where too many are looked at one by one, the lists are loaded afresh. */
  async #appear(id: number, owner: number) {
    if (this.#looking >= LOOKING_MAX) {
      await this.#reset();
      return;
    }
    this.#looking += 1;
    await this.#look(id, owner).finally(() => (this.#looking -= 1));
  }

  async #look(id: number, owner: number) {
    if (owner === this.#me) {
      await this.#showOwn(id);
      return;
    }
    if (this.posts.isGone(id)) return;
    const expecting = [...this.#feeds.values()].map((feed) => ({ feed, sure: feed.expects(owner) }));
    for (const { feed, sure } of expecting) if (sure) feed.offer(id, null);
    const curious = expecting.filter(({ sure }) => sure === null);
    if (curious.length === 0) return;
    const post = await this.posts.read(id).catch(() => null);
    for (const { feed } of curious) if (post !== null) feed.offer(id, post);
  }

  /** Shows a post that the reader wrote elsewhere, or that was sent from the outbox: to them it is no news. */
  async #showOwn(id: number) {
    await this.posts.written();
    if (this.posts.isGone(id) || this.posts.get(id)) return;
    const post = await this.posts.read(id).catch(() => null);
    if (post !== null) for (const feed of this.#feeds.values()) feed.put(post);
  }
}
