// Caches each known post once, however many lists show it, and carries out actions on posts.
import { SvelteMap } from "svelte/reactivity";
import { t } from "$lib/i18n";
import { toFailure, type Account, type AccountCommands, type FeedPost, type PostInput } from "$lib/ipc";
import { shownTitle } from "$lib/text/title";
import { Deletions } from "./deletions.svelte";
import { nextTick } from "./logical-clock";
import type { Notices } from "./notices.svelte";
import { Post } from "./post.svelte";

type PostCommands = Pick<AccountCommands, "post" | "createPost" | "updatePost" | "deletePost" | "vote">;

/** A list that is notified of changes of posts. */
export interface List {
  /** A post was written here. */
  put: (post: Post) => void;
  /** A post is another than before. */
  review: (post: Post) => void;
  /** A post is gone. */
  drop: (id: number) => void;
}

export class Posts {
  readonly lists = new Set<List>();
  readonly deletions: Deletions;
  readonly #known = new SvelteMap<number, Post>();
  /** When a post was found to be gone. A page that was asked for before may still show it. */
  readonly #goneAt = new Map<number, number>();
  /** The post being written, if any. */
  #writing: Promise<unknown> = Promise.resolve();
  readonly #commands: PostCommands;
  readonly #notices: Notices;

  constructor(commands: PostCommands, notices: Notices) {
    this.#commands = commands;
    this.#notices = notices;
    this.deletions = new Deletions(notices);
  }

  get(id: number): Post | undefined {
    return this.#known.get(id);
  }

  /** Those known longest first. */
  get all(): Post[] {
    return [...this.#known.values()];
  }

  isGone(id: number): boolean {
    return this.#goneAt.has(id);
  }

  /** Shows another name at the posts of an account. */
  rename(account: Account) {
    for (const post of this.#known.values())
      if (post.data.author.id === account.id) post.learn({ ...post.data, author: account });
  }

  /** Resolves when no post is on its way to the server, so that one's own is not taken for another's. */
  async written(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  /** Takes what the server said when it was asked at a moment: the posts, but for those that are gone since. */
  learn(answer: FeedPost[], asked: number): Post[] {
    return answer
      .filter((data) => (this.#goneAt.get(data.id) ?? -1) < asked)
      .map((data) => this.#take(data, asked));
  }

  /** Asks for one post. Rejects with a `Failure`; where it is gone, all lists let go of it. */
  async read(id: number): Promise<Post> {
    const asked = nextTick();
    try {
      const post = this.#take(await this.#commands.post(id), asked);
      this.#review(post);
      return post;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code === "not_found") this.drop(id);
      throw failure;
    }
  }

  /** Writes a post, and puts it on the lists it belongs to; null where it waits to be sent. Rejects with a `Failure`. */
  async create(input: PostInput): Promise<Post | null> {
    const writing = this.#commands.createPost(input);
    this.#writing = writing;
    const data = await writing;
    return data === null ? null : this.arrive(data);
  }

  /** A post that was written here has come to the server. */
  arrive(data: FeedPost): Post {
    // Nobody can have voted for it, even if the server's answer does not say so.
    const post = this.#take({ ...data, votes: data.votes ?? 0, voted: data.voted ?? false }, nextTick());
    for (const list of this.lists) list.put(post);
    return post;
  }

  /** Writes a post anew. Rejects with a `Failure`, unless the post is gone, which is said and settled here. */
  async update(post: Post, input: PostInput): Promise<void> {
    await this.#whileItExists(post, async () => {
      const data = await this.#commands.updatePost(post.id, input);
      post.learn(data);
      this.#review(post);
    });
  }

  /** Deletes a post, unless its author thinks better of it in time. A refusal is said in a notice. */
  remove(post: Post) {
    this.deletions.begin(post.id, shownTitle(post.data.title), () =>
      this.#saying(post, async () => {
        await this.#commands.deletePost(post.id);
        this.drop(post.id);
        this.#notices.info(t("post-deleted"));
      }),
    );
  }

  /** Votes or takes the vote back. A refusal is said in a notice. */
  async toggleVote(post: Post): Promise<void> {
    await this.#saying(post, () => post.vote.toggle((up) => this.#commands.vote(post.id, up)));
  }

  /** Lets go of a post that is gone. */
  drop(id: number) {
    this.#goneAt.set(id, nextTick());
    const post = this.#known.get(id);
    if (post) post.gone = true;
    this.#known.delete(id);
    for (const list of this.lists) list.drop(id);
  }

  #take(data: FeedPost, asked: number): Post {
    const known = this.#known.get(data.id);
    known?.learn(data, asked);
    const post = known ?? new Post(data, asked);
    this.#known.set(data.id, post);
    this.#goneAt.delete(data.id);
    return post;
  }

  #review(post: Post) {
    for (const list of this.lists) list.review(post);
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
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== "not_found") throw failure;
      // Told as an event meanwhile, it needs no further word.
      if (this.isGone(post.id)) return;
      this.drop(post.id);
      this.#notices.error(t("post-gone-meanwhile", { title: shownTitle(post.data.title) }));
    }
  }
}
