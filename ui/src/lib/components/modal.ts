// Attachment that opens a <dialog> as a modal while it is mounted, and returns the focus at the end.
export function modal(dialog: HTMLDialogElement) {
  const before = document.activeElement;
  dialog.showModal();
  dialog.addEventListener("wheel", keepInside, { passive: false });
  return () => {
    dialog.removeEventListener("wheel", keepInside);
    dialog.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}

/** Keeps the wheel from scrolling the page behind the dialog, where nothing inside scrolls any further. */
function keepInside(event: WheelEvent) {
  const inside = event.composedPath().filter((it) => it instanceof HTMLElement);
  const end = inside.indexOf(event.currentTarget as HTMLElement) + 1;
  if (!inside.slice(0, end).some((element) => scrollsFurther(element, event))) event.preventDefault();
}

function scrollsFurther(element: HTMLElement, { deltaX, deltaY }: WheelEvent): boolean {
  const { overflowX, overflowY, direction } = getComputedStyle(element);
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = element;
  const width = scrollWidth - clientWidth;
  // From right to left it is counted from zero down.
  const left = direction === "rtl" ? width + scrollLeft : scrollLeft;
  return (
    (scrolls(overflowX) && hasRoom(deltaX, left, width)) ||
    (scrolls(overflowY) && hasRoom(deltaY, scrollTop, scrollHeight - clientHeight))
  );
}

const scrolls = (overflow: string) => overflow === "auto" || overflow === "scroll";

/** Whether there is a pixel to go. */
function hasRoom(delta: number, scrolled: number, most: number): boolean {
  if (delta === 0) return false;
  return delta < 0 ? scrolled >= 1 : most - scrolled >= 1;
}
