// Explains why a file, or what is on the clipboard, gives no text.
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
function problemOf({ name, content }: DroppedFile): string | null {
  return content.kind === "text" ? null : t(PROBLEMS[content.kind], { name });
}

/** Explains why files give no text, each reason once. */
export function problemsOf(files: readonly DroppedFile[]): string[] {
  return [...new Set(files.map(problemOf).filter((problem) => problem !== null))];
}

/** Attachment that calls back with the reason when something without text is pasted, such as a picture. */
export function onPastedOther(callback: (problem: string) => void) {
  return (node: HTMLElement) =>
    on(node, "paste", ({ clipboardData: data }) => {
      if (data?.getData("text/plain") !== "") return;
      const html = data.getData("text/html");
      const isPicture =
        data.types.includes("Files") ||
        [...data.items].some(({ type }) => type.startsWith("image/")) ||
        isPictureAlone(html);
      // Words with their looks come as words.
      if (isPicture || html === "") callback(t(isPicture ? "file-picture" : "paste-no-text"));
    });
}

/** Browsers copy a picture of a page as the page's code for it. */
function isPictureAlone(html: string): boolean {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return body.querySelector("img") !== null && body.textContent.trim() === "";
}
