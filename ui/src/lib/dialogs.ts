// Tells what is open over the page: a dialog, which asks for an answer first, or the sheet in which a post is written.

const MODAL_OPENED = "hearth-modal-opened";

/** Whether a dialog is open, be it over the sheet. */
export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]:not([data-sheet])") !== null;
}

/** Whether a dialog or the sheet is open, so that nothing else can be pressed. */
export function isPageCovered(): boolean {
  return isDialogOpen() || isSheetOpen();
}

/** Tells that a dialog or the sheet has opened over the page. */
export function tellModalOpened() {
  document.dispatchEvent(new Event(MODAL_OPENED));
}

/** Calls back whenever a dialog or the sheet has opened over the page, until the function that it returns is called. */
export function onModalOpened(act: () => void): () => void {
  document.addEventListener(MODAL_OPENED, act);
  return () => {
    document.removeEventListener(MODAL_OPENED, act);
  };
}

/** Whether the sheet is open, be it below a dialog. */
export function isSheetOpen(): boolean {
  return document.querySelector("dialog[open][data-sheet]") !== null;
}
