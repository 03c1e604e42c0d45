// Shows the posts and votes that wait to be sent. The shell stores and sends them; the first ones can be edited and
// discarded here.
import { t } from "$lib/i18n";
import {
  toFailure,
  type AccountCommands,
  type FeedPost,
  type OutboxChange,
  type OutboxContents,
  type OutboxPost,
} from "$lib/ipc";
import { shownTitle } from "$lib/text/title";
import type { Notices } from "./notices.svelte";
import type { Posts } from "./posts.svelte";
import type { Drafts } from "./drafts.svelte";

type OutboxCommands = Pick<AccountCommands, "outbox" | "takeBack" | "createPost">;

/** So many more posts are shown at a time: however many wait, the page stays small. */
const STEP = 20;

const NOTHING: OutboxContents = { posts: [], total: 0, refused: 0, votes: [], unreadable: null };

export class Outbox {
  #waiting = $state.raw(NOTHING);
  #most = STEP;
  #asking: Promise<void> | null = null;
  /** What waits is another since it was asked for. */
  #stale = false;
  /** What was sent and not said yet. */
  #unsaid: FeedPost[] = [];
  readonly #commands: OutboxCommands;
  readonly #notices: Notices;
  readonly #posts: Posts;
  readonly #drafts: Drafts;

  constructor(commands: OutboxCommands, notices: Notices, posts: Posts, drafts: Drafts) {
    this.#commands = commands;
    this.#notices = notices;
    this.#posts = posts;
    this.#drafts = drafts;
  }

  /** Some of the posts that wait, what is their author's turn first, then the one written last, as in the lists. */
  get posts(): OutboxPost[] {
    return this.#waiting.posts;
  }

  /** How many posts wait. */
  get total(): number {
    return this.#waiting.total;
  }

  /** How many votes wait. */
  get votes(): number {
    return this.#waiting.votes.length;
  }

  get empty(): boolean {
    return this.total + this.votes === 0;
  }

  /** Whether a vote on a post waits. */
  hasVoteOn(post: number): boolean {
    return this.#waiting.votes.includes(post);
  }

  /** Asks what waits. What changes while the answer is on its way is asked for once more, however often it changes. */
  load(): Promise<void> {
    this.#stale = true;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** Shows more of the posts. */
  async showMore(): Promise<void> {
    this.#most += STEP;
    await this.load();
  }

  /** Takes in what the shell tells. */
  async handleNews({ sent, dropped_vote }: Pick<OutboxChange, "sent" | "dropped_vote">): Promise<void> {
    if (sent !== null) this.#unsaid.push(sent);
    await this.load();
    if (sent !== null) this.#posts.arrive(sent);
    this.#saySent();
    if (dropped_vote) this.#notices.info(t("offline-vote-dropped"));
  }

  /** Brings a post back to where posts are written; true when it is there. */
  async edit(post: OutboxPost): Promise<boolean> {
    const { fresh } = this.#drafts;
    if (!fresh.empty) {
      this.#notices.error(t("offline-composer-full"));
      return false;
    }
    const taken = await this.#takeBack(post, true);
    if (taken) this.#drafts.compose({ ...post, original: null });
    return taken;
  }

  /** Throws a post away, unless its author thinks better of it. */
  async discard(post: OutboxPost): Promise<void> {
    if (!(await this.#takeBack(post, false))) return;
    const { title, content, published } = post;
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
    this.#notices.offerUndo(t("offline-discarded", { title: shownTitle(title) }), {
      label: t("offline-undo"),
      act: undo,
    });
  }

  async #ask(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        this.#waiting = await this.#commands.outbox(this.#most);
        const path = this.#waiting.unreadable;
        if (path !== null) this.#notices.error(t("offline-unreadable", { path }));
      } catch (thrown) {
        this.#notices.failure(toFailure(thrown));
      }
    }
  }

  /** Says what was sent when nothing more is about to be, so that many posts are one sentence. */
  #saySent() {
    if (this.#unsaid.length === 0 || this.total > this.#waiting.refused) return;
    const [{ title }] = this.#unsaid as [FeedPost];
    const count = this.#unsaid.length;
    this.#notices.info(
      count === 1 ? t("offline-sent", { title: shownTitle(title) }) : t("offline-sent-many", { count }),
    );
    this.#unsaid = [];
  }

  async #takeBack(post: OutboxPost, edit: boolean): Promise<boolean> {
    try {
      await this.#commands.takeBack(post.id, edit);
      return true;
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
      return false;
    }
  }
}
