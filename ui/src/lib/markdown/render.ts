// Renders Markdown to HTML: CommonMark with GitHub's tables, task lists and strikethrough. HTML in it is shown as text.
// Uses no DOM, so that it runs in a worker too.
import { tasklist } from "@mdit/plugin-tasklist";
import MarkdownIt, { type Token } from "markdown-it";
import { stripBidiAndZalgo } from "$lib/text/strip-bidi-and-zalgo";
import { directionOf } from "$lib/text/direction";
import { isPicture, linkTo } from "./address";
import { endAtPunctuation } from "./linkify";

/** A part of a text that stands on its own: HTML, with the line in which each of its blocks begins; or plain text. */
export type Part = { html: string; lines: number[] } | { text: string };

/** Parts grow to about this many characters, so that each is laid out in a moment. */
const PART = 8_000;
/** One block with more HTML than this, such as a table of a million cells, is shown as it was typed. */
const BLOCK_MAX = 200_000;
/** A text of more elements than this would weigh down the window; what follows is shown as it was typed. */
const ELEMENTS_MAX = 50_000;
/** Beyond this depth the parser drops what it finds; such a block is shown as it was typed. */
const NESTING_MAX = 40;
/** Titles of posts and screens are h1 to h3. */
const HEADING_BASE = 3;
const HEADING_MAX = 6;

let made: MarkdownIt | undefined;

/** Made at the first use: making it would delay the first screen, which needs none. */
function renderer(): MarkdownIt {
  return (made ??= makeRenderer());
}

function makeRenderer(): MarkdownIt {
  const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).use(tasklist, {
    label: false,
  });
  // Its types do not know this option.
  Object.assign(markdown.options, { maxNesting: NESTING_MAX });
  // Only what was plainly meant as a link: "http://…", not "readme.md".
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  endAtPunctuation(markdown.linkify);
  markdown.validateLink = (href) => linkTo(href) !== null;

  setRules(markdown.renderer.rules);
  return markdown;
}

function setRules(rules: MarkdownIt["renderer"]["rules"]) {
  // A picture is not loaded, because that tells its server who reads and when; the reader may ask for it.
  rules.image = (tokens, at) => {
    const token = tokens[at];
    const source = token?.attrGet("src") ?? "";
    const words = token?.content ?? "";
    if (!isPicture(source)) return escape(words);
    const host = escape(new URL(source).host);
    return `<button type="button" data-picture="${escape(source)}" data-words="${escape(words)}"><small>${host}</small></button>`;
  };

  rules["checkbox_input"] = (tokens, at) => {
    const done = tokens[at]?.attrGet("checked") != null;
    return `<input type="checkbox" disabled${done ? " checked" : ""}>`;
  };

  rules["heading_open"] = (tokens, at) => `<${heading(tokens[at])} dir="auto">`;
  rules["heading_close"] = (tokens, at) => `</${heading(tokens[at])}>\n`;

  // Each paragraph runs in the direction of its own first letter.
  for (const block of ["paragraph", "list_item"]) {
    rules[`${block}_open`] = (tokens, at, options, _env, self) => {
      tokens[at]?.attrSet("dir", "auto");
      return self.renderToken(tokens, at, options);
    };
  }

  // What has a side of its own, a border or a first column, takes it from the first letter in it.
  for (const block of ["blockquote", "table"]) {
    rules[`${block}_open`] = (tokens, at, options, _env, self) => {
      const direction = directionOf(textFrom(tokens, at));
      if (direction !== undefined) tokens[at]?.attrSet("dir", direction);
      return self.renderToken(tokens, at, options);
    };
  }

  // The window's policy allows no styles in attributes, which is how the parser aligns a column.
  for (const cell of ["th", "td"]) {
    rules[`${cell}_open`] = (tokens, at) => {
      const align = /text-align:(\w+)/.exec(String(tokens[at]?.attrGet("style")))?.[1];
      return `<${cell} dir="auto"${align === undefined ? "" : ` align="${align}"`}>`;
    };
  }
}

/** The first words from there on. */
function textFrom(tokens: Token[], at: number): string {
  let next = at;
  while (next < tokens.length && tokens[next]?.type !== "inline") next++;
  return tokens[next]?.content ?? "";
}

/** Renders all parts of a text, in order. */
export function render(source: string): Part[] {
  return [...renderParts(source)];
}

/**
 * Renders the parts one by one, so that a caller in the window can pause between them. A block of more than `longest`
 * characters would take too long, and is shown as it was typed.
 */
export function* renderParts(source: string, longest = Infinity): Generator<Part> {
  const env = {};
  const markdown = renderer();
  const text = stripBidiAndZalgo(source).replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, env, tokens);
  const typed = typedIn(text);
  let html = "";
  let lines: number[] = [];
  let elements = 0;
  let raw = "";
  for (const block of blocks(tokens)) {
    const isBearable = elements <= ELEMENTS_MAX && !isTooDeep(block) && countLetters(block) <= longest;
    if (isBearable) parseInline(block, env);
    elements += countElements(block);
    const rendered =
      isBearable && elements <= ELEMENTS_MAX ? markdown.renderer.render(block, markdown.options, env) : null;
    if (rendered === null || rendered.length > BLOCK_MAX) {
      if (html !== "") yield { html, lines };
      html = "";
      lines = [];
      raw += `${typed(block)}\n\n`;
      continue;
    }
    yield* plain(raw.trimEnd());
    raw = "";
    html += rendered;
    lines.push(block[0]?.map?.[0] ?? 0);
    if (html.length <= PART) continue;
    yield { html, lines };
    html = "";
    lines = [];
  }
  if (html !== "") yield { html, lines };
  yield* plain(raw.trimEnd());
}

/** Does what the parser does after it has found the blocks, for one of them: finds what is in its lines. */
function parseInline(block: Token[], env: object) {
  const markdown = renderer();
  const state = new markdown.core.State("", markdown, env);
  state.tokens = block;
  markdown.core.process(state);
}

/** Splits a text into plain parts of a size that can be laid out quickly. */
export function plain(source: string): Part[] {
  const text = stripBidiAndZalgo(source);
  const parts: Part[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfPart(text, start);
    parts.push({ text: text.slice(start, end) });
    start = end;
  }
  return parts;
}

/** At the end of a line where one is near, and never within a character. */
function endOfPart(text: string, start: number): number {
  const end = start + PART;
  if (end >= text.length) return text.length;
  const line = text.lastIndexOf("\n", end) + 1;
  if (line > start + PART / 2) return line;
  return /[\uDC00-\uDFFF]/.test(text.charAt(end)) ? end + 1 : end;
}

/** The tokens of each block that stands at the top. */
function* blocks(tokens: Token[]): Generator<Token[]> {
  let start = 0;
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += token.nesting;
    if (depth > 0) continue;
    yield tokens.slice(start, at + 1);
    start = at + 1;
  }
}

/** How much text there is to be searched for emphasis, links and the like. */
function countLetters(block: Token[]): number {
  return block.reduce((count, { type, content }) => count + (type === "inline" ? content.length : 0), 0);
}

function countElements(block: Token[]): number {
  return block.reduce((count, token) => count + 1 + (token.children?.length ?? 0), 0);
}

function isTooDeep(block: Token[]): boolean {
  return block.some((token) => token.level >= NESTING_MAX - 1);
}

/** Tells what was typed for a block. */
function typedIn(source: string): (block: Token[]) => string {
  let lines: string[] | undefined;
  return (block) => {
    lines ??= source.split("\n");
    const [first, last] = block[0]?.map ?? [0, 0];
    return lines.slice(first, last).join("\n");
  };
}

function heading(token: Token | undefined): string {
  const level = Number(token?.tag.slice(1) ?? 1);
  return `h${Math.min(level + HEADING_BASE, HEADING_MAX)}`;
}

function escape(text: string): string {
  return renderer().utils.escapeHtml(text);
}
