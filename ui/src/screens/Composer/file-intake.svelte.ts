// Takes the text of files into what is written, and says what was added and what could not be.
import { t } from "$lib/i18n";
import type { DroppedFile, TextLimits } from "$lib/ipc";
import { applyChange, insertParagraphs } from "$lib/text/change";
import { problemsOf } from "$lib/text/files";

export class FileIntake {
  /** Why files that were dropped or pasted are not in the text. */
  problems = $state.raw<string[]>([]);
  /** What was added last; empty where nothing was. */
  added = $state("");

  /** Sorts the files. Returns the text to add; null where there is none. */
  sort(dropped: DroppedFile[], limits: TextLimits | null): string | null {
    const files = dropped.map((file) => (isBeyond(file, limits) ? tooLong(file) : file));
    this.problems = problemsOf(files);
    this.added = "";
    const texts = files.filter(({ content }) => content.kind === "text");
    const [first] = texts;
    if (first === undefined) return null;
    this.added =
      texts.length === 1
        ? t("file-added", { name: first.name })
        : t("file-added-many", { count: texts.length });
    return texts.map(({ content }) => (content.kind === "text" ? content.text.trimEnd() : "")).join("\n\n");
  }

  /** Refuses what was pasted. */
  refuse(problem: string) {
    this.problems = [problem];
  }

  dismiss(problem: string) {
    this.problems = this.problems.filter((other) => other !== problem);
  }

  clear() {
    this.problems = [];
    this.added = "";
  }
}

/** Whoever shortens a text begins with one that is not many times as long as a post, which would hold up the window. */
const BEYOND = 2;

function isBeyond({ content }: DroppedFile, limits: TextLimits | null): boolean {
  return content.kind === "text" && limits !== null && content.text.length > BEYOND * limits.content;
}

function tooLong({ name }: DroppedFile): DroppedFile {
  return { name, content: { kind: "too_long" } };
}

/** Returns why a text is not pasted; null where it is. */
export function problemOfPaste(text: string, limits: TextLimits | null): string | null {
  return limits !== null && text.length > BEYOND * limits.content ? t("paste-too-long") : null;
}

/** Inserts a text as paragraphs of its own at a place of the area, with the caret behind it. */
export function insertAt(area: HTMLTextAreaElement, text: string, place: number) {
  applyChange(area, insertParagraphs(area.value, place, text));
}
