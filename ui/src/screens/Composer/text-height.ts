// Measures how high a text area would be without a limit. WebKitGTK has no `field-sizing` yet.

/** A text of more characters fills any window, and measuring it at each key would hold up whoever types. */
const LONG = 5_000;

/** Returns the height of the text in the area in CSS pixels. */
export function textHeight(area: HTMLTextAreaElement, text: string): number {
  if (text.length > LONG) return window.innerHeight;
  const { scrollTop } = area;
  area.style.height = "0";
  const height = area.scrollHeight;
  area.style.height = "";
  area.scrollTop = scrollTop;
  return height;
}
