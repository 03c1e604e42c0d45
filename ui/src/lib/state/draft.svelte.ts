// State of the post form: text, validation and saving, for a new post or an edit. The text is saved on this computer
// until the server has it.
import { t } from "$lib/i18n";
import {
  toFailure,
  type Failure,
  type Original,
  type PostInput,
  type StoredDraft,
  type TextLimits,
} from "$lib/ipc";
import { contentUsage, isOver, titleUsage, usageWords } from "$lib/text/size";
import { AutoSaver } from "./auto-saver.svelte";

type Save = (post: PostInput) => Promise<void>;

/** From then on a request takes longer than people take for granted. */
const SLOW_MS = 4000;

/** Stores drafts on this computer. */
export type DraftStorage = {
  keep: (stored: StoredDraft) => Promise<unknown>;
  forget: (post: number | null) => Promise<unknown>;
};

export class Draft {
  /** Which of the two ways of saving is under way. */
  saving = $state<"publish" | "keep" | null>(null);
  /** Saving takes its time. */
  slow = $state(false);
  errors = $state.raw<Record<string, string>>({});
  /** How often something was wrong with a field. */
  refusals = $state(0);
  /** What went wrong, where no field says it. */
  failure = $state.raw<Failure | null>(null);
  /** What the post was when the change began; null for a new post. */
  original = $state.raw<Original | null>(null);
  readonly autoSaver = new AutoSaver();

  #title = $state("");
  #content = $state("");
  readonly #post: number | null;
  readonly #storage: DraftStorage;

  constructor(
    storage: DraftStorage,
    stored: StoredDraft = { post: null, title: "", content: "", original: null },
  ) {
    this.#storage = storage;
    this.#post = stored.post;
    this.take(stored);
  }

  get title(): string {
    return this.#title;
  }

  set title(title: string) {
    this.#title = title;
    this.#correct("title");
    this.keep();
  }

  get content(): string {
    return this.#content;
  }

  set content(content: string) {
    this.#content = content;
    this.#correct("content");
    this.keep();
  }

  /** Nothing is typed, not even a space. */
  get empty(): boolean {
    return this.title === "" && this.content === "";
  }

  /** What went wrong, and what it means for the text. */
  get message(): string | null {
    return this.failure && t("writing-failed-text-kept", { failure: this.failure.message });
  }

  /** It is as it was before anything was typed. */
  get untouched(): boolean {
    const { title, content } = this.original ?? { title: "", content: "" };
    return this.title === title && this.content === content;
  }

  /** Takes what was kept, or what is at the server now. */
  take({ title, content, original }: Pick<StoredDraft, "title" | "content" | "original">) {
    this.original = original;
    this.#title = title;
    this.#content = content;
  }

  /** Sends the post, unless it is more than the server takes; true when the server has it. */
  async save(published: boolean, limits: TextLimits | null, save: Save): Promise<boolean> {
    if (this.saving !== null) return false;
    this.failure = null;
    this.#refuse(this.#wrong(limits));
    if (Object.keys(this.errors).length > 0) return false;
    this.saving = published ? "publish" : "keep";
    const timer = setTimeout(() => (this.slow = true), SLOW_MS);
    try {
      // What was typed last is not to be written down again once the post is on its way.
      await this.autoSaver.flush();
      await save({ title: this.title.trim(), content: this.content, published });
      return true;
    } catch (thrown) {
      this.#explain(thrown);
      return false;
    } finally {
      clearTimeout(timer);
      this.slow = false;
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
    this.keep();
    void this.autoSaver.flush();
  }

  /** Keeps on this computer what it is now. */
  keep() {
    const stored = { post: this.#post, title: this.title, content: this.content, original: this.original };
    this.autoSaver.soon(() =>
      this.untouched ? this.#storage.forget(this.#post) : this.#storage.keep(stored),
    );
  }

  #wrong(limits: TextLimits | null): Record<string, string> {
    const title = titleUsage(this.title, limits);
    const content = contentUsage(this.title, this.content, limits);
    return {
      ...(this.title.trim() === "" && { title: t("writing-title-missing") }),
      ...(title && isOver(title) && { title: t("writing-title-too-long", { over: usageWords(title) }) }),
      ...(this.content.trim() === "" && { content: t("writing-content-missing") }),
      ...(isOver(content) && { content: t("writing-too-long", { over: usageWords(content) }) }),
    };
  }

  #refuse(errors: Record<string, string>) {
    this.errors = errors;
    if (Object.keys(errors).length > 0) this.refusals += 1;
  }

  /** What was wrong with a field is not said of what is typed there now. */
  #correct(field: "title" | "content") {
    if (!(field in this.errors)) return;
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([name]) => name !== field));
  }

  #explain(thrown: unknown) {
    const failure = toFailure(thrown);
    this.#refuse(failure.fields);
    this.failure = failure.fields["title"] || failure.fields["content"] ? null : failure;
  }
}
