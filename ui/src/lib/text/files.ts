// Inserts text from files and the clipboard into a field.
import { on } from "svelte/events";
import { t } from "$lib/i18n";
import type { DroppedContent, DroppedFile } from "$lib/ipc";

const PROBLEMS: Record<Exclude<DroppedContent["kind"], "text">, string> = {
  picture: "file-picture",
  too_long: "file-too-long",
  no_text: "file-no-text",
  unreadable: "file-unreadable",
};

/** Explains why a file gives no text; null where it does. */
export function problemOf({ name, content }: DroppedFile): string | null {
  return content.kind === "text" ? null : t(PROBLEMS[content.kind], { name });
}

/** Attachment that calls back with the reason when something without text is pasted, such as a picture. */
export function onPastedOther(callback: (problem: string) => void) {
  return (node: HTMLElement) =>
    on(node, "paste", ({ clipboardData: data }) => {
      if (data?.getData("text/plain") !== "" || data.types.includes("text/html")) return;
      const isPicture =
        data.types.includes("Files") || [...data.items].some(({ type }) => type.startsWith("image/"));
      callback(t(isPicture ? "file-picture" : "paste-no-text"));
    });
}

/** Inserts a text at the caret, so that it can be undone. */
export function insertText(area: HTMLTextAreaElement, text: string) {
  area.focus();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else can be undone
  document.execCommand("insertText", false, text);
}
