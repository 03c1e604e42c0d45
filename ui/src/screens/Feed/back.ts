// What people press on a mouse to go back; the keys are the command's.

/** Whether a button of the mouse asks for the way back, and nothing else on the page wants it for itself. */
export function goesBack(event: MouseEvent): boolean {
  return (
    event.button === MOUSE_BACK && !event.defaultPrevented && document.querySelector("dialog[open]") === null
  );
}

const MOUSE_BACK = 3;
