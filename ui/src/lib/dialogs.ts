// Tells what is open over the page: a dialog, which asks for an answer first, or the sheet in which a post is written.

/** Whether a dialog is open, be it over the sheet. */
export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]:not([data-sheet])") !== null;
}

/** Whether the sheet is open, be it below a dialog. */
export function isSheetOpen(): boolean {
  return document.querySelector("dialog[open][data-sheet]") !== null;
}
