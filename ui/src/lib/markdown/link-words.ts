// Makes a link of words, or words of a link.
import type { Change, Selected } from "$lib/text/change";
import { endOfLine, startOfLine } from "./lines";

/** What stands for an address until it is written over. */
const ADDRESS = "https://";

/** A link as it is typed, but no picture. */
const LINK = /(?<!!)\[([^\]\n]*)\]\(([^()\s]*)\)/gu;

const WEB_ADDRESS = /^https?:\/\/\S+$/u;

/** Makes a link of what is selected, or words of the link that the selection is in. */
export function toggleLink(selected: Selected): Change {
  const { text, start, end } = selected;
  const found = linkAround(selected);
  if (found) {
    const { from, to, words } = found;
    return { from, to, insert: words, start: from, end: from + words.length };
  }
  const words = text.slice(start, end);
  if (WEB_ADDRESS.test(words)) {
    // Its words are written next.
    return { from: start, to: end, insert: `[](${words})`, start: start + 1, end: start + 1 };
  }
  const label = words.trim();
  const from = start + words.length - words.trimStart().length;
  const address = from + label.length + 3;
  const insert = `[${label}](${ADDRESS})`;
  // An address that is pasted takes the place of what stands for it; without words, these come first.
  return label === ""
    ? { from: start, to: end, insert, start: start + 1, end: start + 1 }
    : { from, to: from + label.length, insert, start: address, end: address + ADDRESS.length };
}

function linkAround({ text, start, end }: Selected): { from: number; to: number; words: string } | null {
  const line = startOfLine(text, start);
  for (const { 0: link, 1: words = "", index } of text.slice(line, endOfLine(text, start)).matchAll(LINK)) {
    const from = line + index;
    const to = from + link.length;
    if (from <= start && end <= to && (start < end || (from < start && end < to))) return { from, to, words };
  }
  return null;
}
