// Attachment of a <dialog>: open while it is on the page. The platform keeps the focus inside; where it was before, it
// goes at the end.
export function modal(dialog: HTMLDialogElement) {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    dialog.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
