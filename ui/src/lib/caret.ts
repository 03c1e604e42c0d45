// Restores the caret of a text area that is focused again by Tab. WebKit puts it at the start.
import { on } from "svelte/events";

/** Attachment of the text area. */
export function keepCaret(area: HTMLTextAreaElement) {
  let left: { start: number; end: number; top: number } | null = null;
  let pointed = false;

  function restore() {
    if (left === null || area.selectionStart !== 0 || area.selectionEnd !== 0) return;
    area.setSelectionRange(left.start, left.end);
    area.scrollTop = left.top;
  }

  const offs = [
    on(area, "blur", () => {
      left = { start: area.selectionStart, end: area.selectionEnd, top: area.scrollTop };
      pointed = false;
    }),
    on(area, "pointerdown", () => {
      pointed = true;
    }),
    on(area, "focus", () => {
      // The engine moves the caret after it has told of the focus.
      if (!pointed) setTimeout(restore);
    }),
  ];
  return () => {
    for (const off of offs) off();
  };
}
