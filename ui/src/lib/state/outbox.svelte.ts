// What one account has written and voted that the server does not have yet. The shell keeps it and sends it; here it is
// shown, and taken back.
import { createContext } from "svelte";
import { t } from "$lib/i18n";
import { toFailure, type Commands, type Entry, type Item, type OutboxNews } from "$lib/ipc";
import type { Notices } from "./notices.svelte";
import type { Posts } from "./posts.svelte";
import type { Writings } from "./writings.svelte";

type OutboxCommands = Pick<Commands, "outbox" | "takeBack" | "createPost">;

/** A post that waits. */
export type WaitingPost = Entry & { item: Extract<Item, { kind: "post" }> };

export class Outbox {
  #entries = $state.raw<Entry[]>([]);
  /** Counts what was heard: an answer that was asked for before is stale. */
  #heard = 0;
  readonly #commands: OutboxCommands;
  readonly #notices: Notices;
  readonly #posts: Posts;
  readonly #writings: Writings;

  constructor(commands: OutboxCommands, notices: Notices, posts: Posts, writings: Writings) {
    this.#commands = commands;
    this.#notices = notices;
    this.#posts = posts;
    this.#writings = writings;
  }

  /** The posts that wait, the one written last on top, as in the lists. */
  get posts(): WaitingPost[] {
    return this.#entries.filter(isPost).reverse();
  }

  /** How many votes wait. */
  get votes(): number {
    return this.#entries.filter(({ item }) => item.kind === "vote").length;
  }

  get empty(): boolean {
    return this.#entries.length === 0;
  }

  /** Whether a vote on a post waits. */
  hasVoteOn(post: number): boolean {
    return this.#entries.some(({ item }) => item.kind === "vote" && item.post === post);
  }

  /** Asks what waits. */
  async load(): Promise<void> {
    const heard = this.#heard;
    try {
      const { entries, unreadable } = await this.#commands.outbox();
      if (heard === this.#heard) this.#entries = entries;
      if (unreadable !== null) this.#notices.error(t("offline-unreadable", { path: unreadable }));
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
    }
  }

  /** Takes in what the shell tells. */
  hear({ entries, sent, dropped_vote }: OutboxNews) {
    this.#heard += 1;
    this.#entries = entries;
    if (sent !== null) {
      this.#posts.arrive(sent);
      this.#notices.info(t("offline-sent", { title: sent.title }));
    }
    if (dropped_vote) this.#notices.info(t("offline-vote-dropped"));
  }

  /** Brings a post back to where posts are written; true when it is there. */
  async edit(entry: WaitingPost): Promise<boolean> {
    const { fresh } = this.#writings;
    if (!fresh.empty) {
      this.#notices.error(t("offline-composer-full"));
      return false;
    }
    const taken = await this.#takeBack(entry, true);
    if (taken) fresh.take({ ...entry.item, original: null });
    return taken;
  }

  /** Throws a post away, unless its author thinks better of it. */
  async discard(entry: WaitingPost): Promise<void> {
    if (!(await this.#takeBack(entry, false))) return;
    const { title, content, published } = entry.item;
    const undo = () => {
      this.#commands.createPost({ title, content, published }).then(
        (post) => {
          if (post !== null) this.#posts.arrive(post);
        },
        (thrown: unknown) => {
          this.#notices.failure(toFailure(thrown));
        },
      );
    };
    this.#notices.offer(t("offline-discarded", { title }), { label: t("offline-undo"), act: undo });
  }

  async #takeBack(entry: WaitingPost, edit: boolean): Promise<boolean> {
    try {
      await this.#commands.takeBack(entry.id, edit);
      return true;
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
      return false;
    }
  }
}

function isPost(entry: Entry): entry is WaitingPost {
  return entry.item.kind === "post";
}

export const [getOutbox, setOutbox] = createContext<Outbox>();
