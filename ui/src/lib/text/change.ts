// Changes what is typed in a text area, so that it can be undone.

/** A text and what is selected in it, in UTF-16 code units. */
export type Selected = { text: string; start: number; end: number };

/** Replaces what stands between two places, and selects from `start` to `end` of the result. */
export type Change = { from: number; to: number; insert: string; start: number; end: number };

/** Returns the text of an area with what is selected in it. */
export function selectedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected {
  return { text: value, start: selectionStart, end: selectionEnd };
}

/** Applies a change, which the engine can undo. */
export function applyChange(area: HTMLTextAreaElement, { from, to, insert, start, end }: Change) {
  area.focus();
  area.setSelectionRange(from, to);
  if (insert !== "") insertText(area, insert);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else can be undone
  else if (from < to) document.execCommand("delete");
  area.setSelectionRange(start, end);
}

/** Inserts a text in place of what is selected, so that it can be undone. */
export function insertText(area: HTMLTextAreaElement, text: string) {
  area.focus();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else can be undone
  document.execCommand("insertText", false, text);
}

/** Inserts a text at a place as paragraphs of its own: empty lines part it from what stands before and behind. */
export function insertParagraphs(text: string, place: number, inserted: string): Change {
  const before = text.slice(0, place);
  const behind = text.slice(place);
  const gap = (lines: number) => "\n".repeat(Math.max(0, 2 - lines));
  const above = before === "" ? "" : gap(/\n*$/.exec(before)?.[0].length ?? 0);
  const below = behind === "" ? "" : gap(/^\n*/.exec(behind)?.[0].length ?? 0);
  const caret = place + above.length + inserted.length;
  return { from: place, to: place, insert: above + inserted + below, start: caret, end: caret };
}

/** Returns the text after a change. */
export function changed(text: string, { from, to, insert }: Change): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** A replacement of a part of a text. */
export type Replacement = { from: number; to: number; insert: string };

/** Joins replacements, in their order and apart from each other, to one change that keeps what is selected. */
export function join({ text, start, end }: Selected, replacements: readonly Replacement[]): Change {
  const [first] = replacements;
  const last = replacements.at(-1);
  if (!first || !last) return { from: start, to: start, insert: "", start, end };
  let insert = "";
  let at = first.from;
  for (const replacement of replacements) {
    insert += text.slice(at, replacement.from) + replacement.insert;
    at = replacement.to;
  }
  // Nothing selected is nothing selected, wherever it comes to stand.
  const from = moved(start, replacements, start === end ? "after" : "before");
  const to = start === end ? from : moved(end, replacements, "after");
  return { from: first.from, to: last.to, insert, start: from, end: to };
}

/** Returns where a place of a text is after the replacements; what is inserted there is behind it or before it. */
function moved(place: number, replacements: readonly Replacement[], side: "before" | "after"): number {
  let by = 0;
  for (const { from, to, insert } of replacements) {
    if (to < place || (to === place && (from < to || side === "after"))) by += insert.length - (to - from);
    else if (from < place) return from + by + insert.length;
    else break;
  }
  return place + by;
}
