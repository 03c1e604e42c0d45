// A post being written, new or anew. What is typed is kept on this computer from moment to moment, and stays until the
// server has it.
import { t } from "$lib/i18n";
import { toFailure, type Failure, type Original, type PostInput, type Writing } from "$lib/ipc";
import { bodyBytes, BODY_MAX } from "$lib/text/size";
import { Keeper } from "./keeper.svelte";

type Save = (post: PostInput) => Promise<void>;

/** Where texts are kept. */
export type Shelf = {
  keep: (writing: Writing) => Promise<unknown>;
  forget: (post: number | null) => Promise<unknown>;
};

export class Draft {
  /** Which of the two ways of saving is under way. */
  saving = $state<"publish" | "keep" | null>(null);
  errors = $state.raw<Record<string, string>>({});
  /** What went wrong, where no field says it. */
  failure = $state.raw<Failure | null>(null);
  /** What the post was when the change began; null for a new post. */
  original = $state.raw<Original | null>(null);
  readonly keeper = new Keeper();

  #title = $state("");
  #content = $state("");
  readonly #post: number | null;
  readonly #shelf: Shelf;

  constructor(shelf: Shelf, writing: Writing = { post: null, title: "", content: "", original: null }) {
    this.#shelf = shelf;
    this.#post = writing.post;
    this.take(writing);
  }

  get title(): string {
    return this.#title;
  }

  set title(title: string) {
    this.#title = title;
    this.#keep();
  }

  get content(): string {
    return this.#content;
  }

  set content(content: string) {
    this.#content = content;
    this.#keep();
  }

  /** Nothing is typed, not even a space. */
  get empty(): boolean {
    return this.title === "" && this.content === "";
  }

  /** What went wrong, and what it means for the text. */
  get message(): string | null {
    return this.failure && t("writing-failed-but-kept", { failure: this.failure.message });
  }

  /** It is as it was before anything was typed. */
  get untouched(): boolean {
    const { title, content } = this.original ?? { title: "", content: "" };
    return this.title === title && this.content === content;
  }

  /** How much of what the server takes in one post is used; 1 is all. */
  get fullness(): number {
    return bodyBytes(this.title, this.content) / BODY_MAX;
  }

  /** Takes what was kept, or what is at the server now. */
  take({ title, content, original }: Pick<Writing, "title" | "content" | "original">) {
    this.original = original;
    this.#title = title;
    this.#content = content;
  }

  /** Sends the post; true when the server has it. */
  async save(published: boolean, save: Save): Promise<boolean> {
    if (this.saving !== null) return false;
    this.failure = null;
    this.errors = this.#wrong();
    if (Object.keys(this.errors).length > 0) return false;
    this.saving = published ? "publish" : "keep";
    try {
      // What was typed last is not to be written down again once the post is on its way.
      await this.keeper.flush();
      await save({ title: this.title.trim(), content: this.content, published });
      return true;
    } catch (thrown) {
      this.#explain(thrown);
      return false;
    } finally {
      this.saving = null;
    }
  }

  /** Back to before anything was typed. */
  clear() {
    const { title, content } = this.original ?? { title: "", content: "" };
    this.#title = title;
    this.#content = content;
    this.errors = {};
    this.failure = null;
    this.#keep();
    void this.keeper.flush();
  }

  #keep() {
    const writing = { post: this.#post, title: this.title, content: this.content, original: this.original };
    this.keeper.soon(() => (this.untouched ? this.#shelf.forget(this.#post) : this.#shelf.keep(writing)));
  }

  #wrong(): Record<string, string> {
    return {
      ...(this.title.trim() === "" && { title: t("writing-title-missing") }),
      ...(this.content.trim() === "" && { content: t("writing-content-missing") }),
      ...(this.fullness > 1 && { content: t("writing-too-long") }),
    };
  }

  #explain(thrown: unknown) {
    const failure = toFailure(thrown);
    this.errors = failure.fields;
    this.failure = failure.fields["title"] || failure.fields["content"] ? null : failure;
  }
}
