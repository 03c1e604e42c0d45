// Extracts the words of Markdown, for an excerpt in a line: no marks, no links, no pictures.
import { tasklist } from "@mdit/plugin-tasklist";
import MarkdownIt, { type Token } from "markdown-it";
import { beginning } from "$lib/text/beginning";
import { stripBidiAndZalgo } from "$lib/text/strip-bidi-and-zalgo";

/** So much of a text is read, in UTF-16 code units: more than two lines of the widest row hold. */
const READ_MAX = 700;
/** Deeper blocks are dropped by the parser; an excerpt does not miss them. */
const NESTING_MAX = 20;

/** What may be a mark: a sign of Markdown's, another line, a list's beginning. A text without it is its own words. */
const MARK = /[\\`*_[\]<>&#~|\0\r\n]|^\s*(?:[-+=]|\d{1,9}[.)])/;

let made: MarkdownIt | undefined;

/** Made at the first use: most lists are shown without one, and making it would delay the first screen. */
function parser(): MarkdownIt {
  if (made === undefined) {
    made = new MarkdownIt({ html: false, breaks: true }).use(tasklist, { label: false });
    // Its types do not know this option.
    Object.assign(made.options, { maxNesting: NESTING_MAX });
  }
  return made;
}

/** Returns the first words of a text, in one line; empty where there are none. */
export function firstWords(source: string): string {
  const text = stripBidiAndZalgo(beginning(source, READ_MAX));
  const words = MARK.test(text) ? parser().parse(text, {}).map(wordsOf).join(" ") : text;
  return words.replace(/\s+/g, " ").trim();
}

function wordsOf({ type, content, children }: Token): string {
  if (type === "inline") return (children ?? []).map(wordsOf).join("");
  if (type === "softbreak" || type === "hardbreak") return " ";
  // Of a picture the content is what it shows.
  return /^(text|text_special|code_inline|code_block|fence|image)$/.test(type) ? content : "";
}
