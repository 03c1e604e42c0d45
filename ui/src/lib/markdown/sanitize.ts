// Sanitizes rendered HTML with DOMPurify: only elements and attributes of an allow list reach the page, whatever the
// renderer made.
import createDOMPurify, { type DOMPurify } from "dompurify";

const ELEMENTS = [
  ...["p", "br", "hr", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li"],
  ...["strong", "em", "s", "a", "table", "thead", "tbody", "tr", "th", "td"],
  ...["input", "button", "small"],
];
/** What holds them together. */
const HOLDER = "div";
const ADDRESSES = ["href", "data-picture"];
const WORDS = ["title", "start", "align", "dir", "aria-label", "type", "checked", "disabled", "data-words"];
const TYPES: Record<string, string> = { INPUT: "checkbox", BUTTON: "button" };

/**
 * `inert` is where text becomes nodes: nothing in it runs or loads. One for all texts, because a document weighs many times
 * what a text does, and goes only when memory is cleared up, which holds up whoever scrolls.
 */
type Sanitizer = { purifier: DOMPurify; inert: Document };

let made: Sanitizer | undefined;

/** Made at the first use: making it would delay the first screen, which needs none. */
function sanitizer(): Sanitizer {
  made ??= { purifier: makePurifier(), inert: document.implementation.createHTMLDocument() };
  return made;
}

function makePurifier(): DOMPurify {
  const purifier = createDOMPurify(window);
  // An input is the box of a task and a button asks for a picture; no other kind is let in.
  purifier.addHook("uponSanitizeElement", (node) => {
    if (
      node instanceof HTMLElement &&
      node.tagName in TYPES &&
      node.getAttribute("type") !== TYPES[node.tagName]
    )
      node.remove();
  });
  // Read once, not for each text.
  purifier.setConfig({
    ALLOWED_TAGS: [HOLDER, ...ELEMENTS],
    ALLOWED_ATTR: [...ADDRESSES, ...WORDS],
    ADD_URI_SAFE_ATTR: WORDS,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    IN_PLACE: true,
  });
  return purifier;
}

/** Parses HTML to an element of allowed nodes only. Nothing in it runs or loads, and links can be followed. */
export function sanitize(html: string): HTMLElement {
  const { purifier, inert } = sanitizer();
  const holder = inert.createElement(HOLDER);
  holder.innerHTML = html;
  purifier.sanitize(holder);
  return document.adoptNode(holder);
}
