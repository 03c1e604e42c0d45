// Finds the place in a text area that is under the pointer. Engines tell it of texts of the page, not of those in fields.

/** What decides where the lines of a text are. */
const STYLES = [
  "box-sizing",
  "border-width",
  "border-style",
  "padding",
  "font",
  "font-feature-settings",
  "font-variation-settings",
  "letter-spacing",
  "word-spacing",
  "line-height",
  "tab-size",
  "text-align",
  "text-indent",
  "text-transform",
  "direction",
] as const;

export type Point = { x: number; y: number };

/** Returns the place, in UTF-16 code units; null where the point is not in the area. */
export function placeAt(area: HTMLTextAreaElement, { x, y }: Point): number | null {
  const box = area.getBoundingClientRect();
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return null;
  const copy = copyOf(area, box);
  // In the area's own dialog: one above it would cover it.
  area.parentElement?.append(copy);
  copy.scrollTop = area.scrollTop;
  const range = rangeAt(x, y);
  const place = range?.node === copy.firstChild ? range.offset : area.value.length;
  copy.remove();
  return Math.min(place, area.value.length);
}

/** A copy of the area over it, as a text of the page. */
function copyOf(area: HTMLTextAreaElement, box: DOMRect): HTMLElement {
  const copy = document.createElement("div");
  const styles = getComputedStyle(area);
  for (const name of STYLES) copy.style.setProperty(name, styles.getPropertyValue(name));
  Object.assign(copy.style, {
    position: "fixed",
    top: `${box.top}px`,
    left: `${box.left}px`,
    // Without the scroll bar, beside which the lines end.
    width: `${box.width - (area.offsetWidth - area.clientWidth - area.clientLeft * 2)}px`,
    height: `${box.height}px`,
    margin: "0",
    opacity: "0",
    overflow: "hidden",
    userSelect: "text",
    overflowWrap: "break-word",
    whiteSpace: "pre-wrap",
    zIndex: "2147483647",
  });
  copy.ariaHidden = "true";
  // The empty line at the end of a text is one in a field alone.
  copy.textContent = `${area.value}\u200b`;
  return copy;
}

function rangeAt(x: number, y: number): { node: Node; offset: number } | null {
  // Not in all engines that the app runs in.
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way in older engines
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
