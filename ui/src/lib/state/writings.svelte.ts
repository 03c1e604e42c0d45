// All that one account is writing at one place: a new post, and posts that it changes. It outlives screens, sessions
// and the app.
import { createContext } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import { toFailure, type Commands, type FeedPost, type Writer, type Writing } from "$lib/ipc";
import { Draft, type Shelf } from "./draft.svelte";
import { Edit } from "./edit.svelte";
import type { Notices } from "./notices.svelte";

type WritingCommands = Pick<Commands, "writings" | "keepWriting" | "forgetWriting" | "post">;

export class Writings {
  /** The new post. */
  readonly fresh: Draft;
  /** The posts that are being changed, by their ids. */
  readonly edits = new SvelteMap<number, Edit>();
  /** False until what was kept is here: until then nothing may be typed over it. */
  ready = $state(false);

  readonly #commands: WritingCommands;
  readonly #notices: Notices;
  readonly #writer: Writer;
  readonly #shelf: Shelf;

  constructor(commands: WritingCommands, notices: Notices, writer: Writer) {
    this.#commands = commands;
    this.#notices = notices;
    this.#writer = writer;
    this.#shelf = {
      keep: (writing) => commands.keepWriting(writer, writing),
      forget: (post) => commands.forgetWriting(writer, post),
    };
    this.fresh = new Draft(this.#shelf);
  }

  /** Brings back what was kept. */
  async load(): Promise<void> {
    try {
      for (const writing of await this.#commands.writings(this.#writer)) this.#restore(writing);
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
    } finally {
      this.ready = true;
    }
  }

  /** The change of a post: the one that was begun, or a new one. */
  edit(post: FeedPost): Edit {
    const begun = this.edits.get(post.id);
    if (begun) return begun;
    const { title, content, published } = post;
    const writing = { post: post.id, title, content, original: { title, content, published } };
    const edit = this.#editOf(post.id, writing);
    this.edits.set(post.id, edit);
    return edit;
  }

  /** Lets go of a change that was saved or given up. */
  end(post: number) {
    this.edits.get(post)?.draft.clear();
    this.edits.delete(post);
  }

  /** Writes at once what waits to be kept. */
  async flush(): Promise<void> {
    const drafts = [this.fresh, ...[...this.edits.values()].map((edit) => edit.draft)];
    await Promise.all(drafts.map((draft) => draft.keeper.flush()));
  }

  #restore(writing: Writing) {
    if (writing.post === null) this.fresh.take(writing);
    else this.edits.set(writing.post, this.#editOf(writing.post, writing));
  }

  #editOf(post: number, writing: Writing): Edit {
    return new Edit(new Draft(this.#shelf, writing), () => this.#commands.post(post));
  }
}

export const [getWritings, setWritings] = createContext<Writings>();
