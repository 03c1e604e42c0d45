// Tells what is open over the page: a dialog, which asks for an answer first, or the sheet in which a post is written.

/** Whether a dialog is open, be it over the sheet. */
export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]:not([data-sheet])") !== null;
}

/** Whether a dialog or the sheet is open, so that nothing else can be pressed. */
export function isPageCovered(): boolean {
  return isDialogOpen() || isSheetOpen();
}

/** Whether the sheet is open, be it below a dialog. */
export function isSheetOpen(): boolean {
  return document.querySelector("dialog[open][data-sheet]") !== null;
}
