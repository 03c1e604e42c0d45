// Moves the focus where a screen or an editor opens, and back where it closes.

/** Attachment that focuses an element when it is mounted. */
export function focusOnOpen(node: HTMLElement) {
  node.focus({ preventScroll: true });
}

/** Whether an element stays in its place in the window while the page scrolls, so that it tells nothing of that. */
function isPinned(element: Element): boolean {
  const isFixed = /^(sticky|fixed)$/.test(getComputedStyle(element).position);
  return isFixed || (element.parentElement !== null && isPinned(element.parentElement));
}

/** Puts focus and scroll position back; `fallback` takes the focus where what had it is gone. */
export type RestoreView = (fallback: () => void) => void;

/** Captures what has the focus and how far the page is scrolled, and returns what puts both back. */
export function captureView(): RestoreView {
  const { activeElement: focused } = document;
  const { scrollY } = window;
  const top = focused?.getBoundingClientRect().top ?? 0;
  return (fallback) => {
    if (focused instanceof HTMLElement && focused.isConnected && focused !== document.body) {
      focused.focus({ preventScroll: true });
      if (isPinned(focused)) {
        window.scrollTo({ top: scrollY, behavior: "instant" });
        return;
      }
      // Where it was in the window: what is above it may be higher or lower than before.
      window.scrollBy({ top: focused.getBoundingClientRect().top - top, behavior: "instant" });
    } else {
      fallback();
      window.scrollTo({ top: scrollY, behavior: "instant" });
    }
  };
}
