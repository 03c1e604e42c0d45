// Writes a text and what is selected in it as one string: `‹` and `›` around the selection, `|` for a caret.
import { changed, type Change, type Selected } from "$lib/text/change";

/** Parses such a string. */
export function parseMarked(marked: string): Selected {
  const caret = marked.indexOf("|");
  if (caret !== -1)
    return { text: marked.slice(0, caret) + marked.slice(caret + 1), start: caret, end: caret };
  const text = marked.replace(/[‹›]/g, "");
  return { text, start: marked.indexOf("‹"), end: marked.indexOf("›") - 1 };
}

/** Applies an operation to such a string, and returns the result as one; null where it does nothing. */
export function applyMarked(marked: string, operation: (selected: Selected) => Change | null): string | null {
  const selected = parseMarked(marked);
  const change = operation(selected);
  if (change === null) return null;
  const text = changed(selected.text, change);
  const { start, end } = change;
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}
