// What people press to go back.

/** Whether a key or a button of the mouse asks for the way back, and nothing else on the page wants it for itself. */
export function goesBack(event: KeyboardEvent | MouseEvent): boolean {
  if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return false;
  if (event instanceof MouseEvent) return event.button === MOUSE_BACK;
  if (event.key === "ArrowLeft") return event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  return event.key === "Escape" && !event.isComposing && !isWriting(event.target);
}

const MOUSE_BACK = 3;

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea");
}
