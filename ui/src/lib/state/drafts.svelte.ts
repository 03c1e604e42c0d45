// Holds the drafts of one account on one server: a new post, and edits of posts. They outlive screens, sessions and the
// app.
import { SvelteMap } from "svelte/reactivity";
import { t } from "$lib/i18n";
import { toFailure, type AccountCommands, type FeedPost, type StoredDraft } from "$lib/ipc";
import { Draft, type DraftStorage } from "./draft.svelte";
import { Edit } from "./edit.svelte";
import type { Notices } from "./notices.svelte";

type DraftCommands = Pick<AccountCommands, "drafts" | "saveDraft" | "discardDraft" | "post">;

export class Drafts {
  /** The new post. */
  readonly fresh: Draft;
  /** The posts that are being changed, by their ids. */
  readonly edits = new SvelteMap<number, Edit>();
  /** False until what was kept is here: until then nothing may be typed over it. */
  ready = $state(false);
  /** What is written in the sheet: a new post (null), or the change of one. What was typed stays when it is closed. */
  open = $state.raw<{ post: number | null } | null>(null);

  readonly #commands: DraftCommands;
  readonly #notices: Notices;
  readonly #storage: DraftStorage;

  constructor(commands: DraftCommands, notices: Notices) {
    this.#commands = commands;
    this.#notices = notices;
    this.#storage = {
      keep: (stored) => commands.saveDraft(stored),
      forget: (post) => commands.discardDraft(post),
    };
    this.fresh = new Draft(this.#storage);
  }

  /** Brings back what was kept. */
  async load(): Promise<void> {
    try {
      for (const stored of await this.#commands.drafts()) this.#restore(stored);
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
    const stored = { post: post.id, title, content, original: { title, content, published } };
    const edit = this.#editOf(post.id, stored);
    this.edits.set(post.id, edit);
    return edit;
  }

  /** How many texts are unfinished. */
  get unfinished(): number {
    const edits = [...this.edits.values()].filter(({ draft }) => !draft.untouched);
    return edits.length + (this.fresh.empty ? 0 : 1);
  }

  /** Opens the sheet for a new post, or for the change of one that was begun. */
  write(post: number | null) {
    this.open = { post };
  }

  /** Opens the sheet for the change of a post. */
  change(post: FeedPost) {
    this.edit(post);
    this.write(post.id);
  }

  /** Closes the sheet. What was typed stays, for later. */
  leave() {
    if (this.open === null) return;
    const { post } = this.open;
    if (this.#draftOf(post)?.untouched === true) this.discard(post);
    else this.open = null;
  }

  /** Whether this is written in the sheet. */
  isOpen(post: number | null): boolean {
    return this.open?.post === post;
  }

  /** Gives up a new post, or the change of one, unless its author thinks better of it. */
  discard(post: number | null) {
    const draft = this.#draftOf(post);
    if (!draft) return;
    const { title, content, original, untouched } = draft;
    const wasOpen = this.isOpen(post);
    this.end(post);
    if (untouched) return;
    const act = () => {
      if (this.#bringBack({ post, title, content, original }) && wasOpen) this.open ??= { post };
    };
    this.#notices.offerUndo(t("writing-discarded"), { label: t("offline-undo"), act });
  }

  /** Lets go of what was saved, or given up. */
  end(post: number | null) {
    this.#draftOf(post)?.clear();
    if (post !== null) this.edits.delete(post);
    if (this.isOpen(post)) this.open = null;
  }

  /** Lets go of what is saved. What fails behind a closed sheet is said, because nothing else shows it. */
  async settle(post: number | null, saving: Promise<boolean>): Promise<void> {
    if (await saving) {
      this.end(post);
      return;
    }
    const message = this.#draftOf(post)?.message;
    if (this.isOpen(post) || !message) return;
    const act = () => {
      this.write(post);
    };
    this.#notices.error(message, { label: t("writing-continue"), act });
  }

  /** Opens the sheet for a new post with this in it. */
  compose(stored: Pick<StoredDraft, "title" | "content" | "original">) {
    this.fresh.take(stored);
    this.write(null);
  }

  /** Writes at once what waits to be kept. */
  async flush(): Promise<void> {
    const drafts = [this.fresh, ...[...this.edits.values()].map((edit) => edit.draft)];
    await Promise.all(drafts.map((draft) => draft.autoSaver.flush()));
  }

  /** Brings back what was given up, and says whether it could: nothing that was written since is overwritten. */
  #bringBack(stored: StoredDraft): boolean {
    if (this.#draftOf(stored.post)?.untouched === false) {
      this.#notices.error(t("offline-composer-full"));
      return false;
    }
    this.#restore(stored);
    this.#draftOf(stored.post)?.keep();
    return true;
  }

  #restore(stored: StoredDraft) {
    if (stored.post === null) this.fresh.take(stored);
    else this.edits.set(stored.post, this.#editOf(stored.post, stored));
  }

  #draftOf(post: number | null): Draft | undefined {
    return post === null ? this.fresh : this.edits.get(post)?.draft;
  }

  #editOf(post: number, stored: StoredDraft): Edit {
    return new Edit(new Draft(this.#storage, stored), () => this.#commands.post(post));
  }
}
