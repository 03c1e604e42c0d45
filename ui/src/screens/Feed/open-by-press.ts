// Makes a whole row a target for the mouse. The link in it is the one for keyboards and screen readers.
import { on } from "svelte/events";

/** Calls `open` on a click in the row: not on its controls, and not where the mouse selected text. Returns what ends it. */
export function openByPress(row: HTMLElement, open: () => void): () => void {
  return on(row, "click", (event) => {
    if (event.button !== 0 || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("a, button, input, textarea, label, dialog"))
      return;
    if (!hasSelection(row)) open();
  });
}

function hasSelection(row: HTMLElement): boolean {
  const selection = getSelection();
  return selection?.isCollapsed === false && selection.containsNode(row, true);
}
