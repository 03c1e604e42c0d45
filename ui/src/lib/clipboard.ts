// Copies text to the clipboard, also where the engine withholds the clipboard API from pages.
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

/** The way before there was an interface for it; a dialog that is open must hold what is selected. */
function copyBySelection(text: string) {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  const before = document.activeElement;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else works in every engine
  document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
}
