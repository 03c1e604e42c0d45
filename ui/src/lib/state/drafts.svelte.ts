// Holds the drafts of one account on one server: a new post, and edits of posts. They outlive screens, sessions and the
// app.
import { SvelteMap } from "svelte/reactivity";
import { t } from "$lib/i18n";
import { toFailure, type Commands, type FeedPost, type DraftOwner, type StoredDraft } from "$lib/ipc";
import { Draft, type DraftStorage } from "./draft.svelte";
import { Edit } from "./edit.svelte";
import type { Notices } from "./notices.svelte";

type DraftCommands = Pick<Commands, "drafts" | "saveDraft" | "discardDraft" | "post">;

export class Drafts {
  /** The new post. */
  readonly fresh: Draft;
  /** The posts that are being changed, by their ids. */
  readonly edits = new SvelteMap<number, Edit>();
  /** False until what was kept is here: until then nothing may be typed over it. */
  ready = $state(false);
  /** The form of the new post is open. What was typed in it stays when it is not. */
  composing = $state(false);

  readonly #commands: DraftCommands;
  readonly #notices: Notices;
  readonly #owner: DraftOwner;
  readonly #storage: DraftStorage;

  constructor(commands: DraftCommands, notices: Notices, owner: DraftOwner) {
    this.#commands = commands;
    this.#notices = notices;
    this.#owner = owner;
    this.#storage = {
      keep: (stored) => commands.saveDraft(owner, stored),
      forget: (post) => commands.discardDraft(owner, post),
    };
    this.fresh = new Draft(this.#storage);
  }

  /** Brings back what was kept. */
  async load(): Promise<void> {
    try {
      for (const stored of await this.#commands.drafts(this.#owner)) this.#restore(stored);
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
    } finally {
      this.ready = true;
    }
  }

  /** The change of a post: the one that was begun, or a new one. */
  edit(post: FeedPost): Edit {
    const begun = this.edits.get(post.id);
    if (begun) {
      begun.open = true;
      return begun;
    }
    const { title, content, published } = post;
    const stored = { post: post.id, title, content, original: { title, content, published } };
    const edit = this.#editOf(post.id, stored);
    this.edits.set(post.id, edit);
    return edit;
  }

  /** Gives up a new post, or the change of one, unless its author thinks better of it. */
  discard(post: number | null) {
    const draft = post === null ? this.fresh : this.edits.get(post)?.draft;
    if (!draft) return;
    const { title, content, original, untouched } = draft;
    draft.clear();
    if (post !== null) this.edits.delete(post);
    if (untouched) return;
    const act = () => {
      this.#bringBack({ post, title, content, original });
    };
    this.#notices.offerUndo(t("writing-discarded"), { label: t("offline-undo"), act });
  }

  /** Lets go of a change that was saved. */
  end(post: number) {
    this.edits.get(post)?.draft.clear();
    this.edits.delete(post);
  }

  /** Opens the form of the new post with this in it. */
  compose(stored: Pick<StoredDraft, "title" | "content" | "original">) {
    this.fresh.take(stored);
    this.composing = true;
  }

  /** Writes at once what waits to be kept. */
  async flush(): Promise<void> {
    const drafts = [this.fresh, ...[...this.edits.values()].map((edit) => edit.draft)];
    await Promise.all(drafts.map((draft) => draft.autoSaver.flush()));
  }

  /** Nothing that was written since is overwritten. */
  #bringBack(stored: StoredDraft) {
    const now = stored.post === null ? this.fresh : this.edits.get(stored.post)?.draft;
    if (now?.untouched === false) {
      this.#notices.error(t("offline-composer-full"));
      return;
    }
    this.#restore(stored);
    (stored.post === null ? this.fresh : this.edits.get(stored.post)?.draft)?.keep();
  }

  #restore(stored: StoredDraft) {
    if (stored.post === null) this.compose(stored);
    else {
      const edit = this.#editOf(stored.post, stored);
      edit.restored = true;
      this.edits.set(stored.post, edit);
    }
  }

  #editOf(post: number, stored: StoredDraft): Edit {
    return new Edit(new Draft(this.#storage, stored), () => this.#commands.post(post));
  }
}
