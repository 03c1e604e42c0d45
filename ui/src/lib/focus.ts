// Attachment: an element that takes the focus when it appears, as the start of a screen or an editor.
export function focusOnOpen(node: HTMLElement) {
  node.focus({ preventScroll: true });
}
