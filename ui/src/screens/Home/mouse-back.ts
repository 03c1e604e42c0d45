// Detects the mouse's back button. The keys for the same are a command's.

/** Tells whether the event is the back button and nothing else on the page handles it. */
export function goesBack(event: MouseEvent): boolean {
  return (
    event.button === MOUSE_BACK && !event.defaultPrevented && document.querySelector("dialog[open]") === null
  );
}

const MOUSE_BACK = 3;
