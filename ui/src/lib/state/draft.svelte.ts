// A post being written, new or anew. What was typed stays until the server has it.
import { toFailure, type PostInput } from "$lib/ipc";

type Save = (post: PostInput) => Promise<void>;

export class Draft {
  title = $state("");
  content = $state("");
  /** Which of the two ways of saving is under way. */
  saving = $state<"publish" | "keep" | null>(null);
  errors = $state.raw<Record<string, string>>({});
  /** What went wrong, where no field says it. */
  message = $state<string | null>(null);

  constructor(title = "", content = "") {
    this.title = title;
    this.content = content;
  }

  /** Nothing is typed, not even a space. */
  get empty(): boolean {
    return this.title === "" && this.content === "";
  }

  /** Sends the post; true when the server has it. */
  async save(published: boolean, save: Save): Promise<boolean> {
    if (this.saving !== null) return false;
    this.message = null;
    this.errors = this.#missing();
    if (Object.keys(this.errors).length > 0) return false;
    this.saving = published ? "publish" : "keep";
    try {
      await save({ title: this.title.trim(), content: this.content, published });
      return true;
    } catch (thrown) {
      this.#explain(thrown);
      return false;
    } finally {
      this.saving = null;
    }
  }

  clear() {
    this.title = "";
    this.content = "";
    this.errors = {};
    this.message = null;
  }

  #missing(): Record<string, string> {
    return {
      ...(this.title.trim() === "" && { title: "Give the post a title." }),
      ...(this.content.trim() === "" && { content: "Write something first." }),
    };
  }

  #explain(thrown: unknown) {
    const { message, fields } = toFailure(thrown);
    this.errors = fields;
    this.message = fields["title"] || fields["content"] ? null : message;
  }
}
