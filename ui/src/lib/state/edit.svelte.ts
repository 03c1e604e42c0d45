// Edits a post and detects conflicts: a post that was changed elsewhere meanwhile is not overwritten unseen.
import { t } from "$lib/i18n";
import { toFailure, type FeedPost, type Original, type PostInput, type TextLimits } from "$lib/ipc";
import type { Draft } from "./draft.svelte";

export class Edit {
  readonly draft: Draft;
  /** What the post has become meanwhile, until the author has chosen. */
  theirs = $state.raw<Original | null>(null);

  readonly #latest: () => Promise<FeedPost>;

  constructor(draft: Draft, latest: () => Promise<FeedPost>) {
    this.draft = draft;
    this.#latest = latest;
  }

  /** Saves, unless the post has changed since: then `theirs` says how, and the author chooses. */
  save(
    published: boolean,
    limits: TextLimits | null,
    send: (post: PostInput) => Promise<void>,
  ): Promise<boolean> {
    return this.draft.save(published, limits, async (post) => {
      const { title, content, published } = await this.#ask();
      const now = { title, content, published };
      if (!isSame(now, this.draft.original)) {
        this.theirs = now;
        throw toFailure({
          code: "conflict",
          message: t("conflict-not-saved"),
          fields: {},
        });
      }
      await send(post);
    });
  }

  /** The author knows of the other change, and goes on with their own text. */
  keepMine() {
    this.draft.original = this.theirs;
    this.#chosen();
  }

  /** The author goes on with what the post has become. */
  takeTheirs() {
    if (this.theirs === null) return;
    this.draft.take({ ...this.theirs, original: this.theirs });
    this.draft.clear();
    this.#chosen();
  }

  #chosen() {
    this.theirs = null;
    this.draft.failure = null;
  }

  async #ask(): Promise<FeedPost> {
    try {
      return await this.#latest();
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== "not_found") throw failure;
      throw toFailure({
        code: failure.code,
        fields: {},
        message: t("conflict-deleted"),
      });
    }
  }
}

function isSame(one: Original, other: Original | null): boolean {
  return one.title === other?.title && one.content === other.content && one.published === other.published;
}
