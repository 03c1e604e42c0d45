// Ends detected links at punctuation of any script. The parser's own rules know ASCII only.
import type LinkifyIt from "linkify-it";

/** Punctuation of other scripts: an address ends before it, such as before 。, 」, （, ، or ”. Dashes and · stand in addresses. */
const PUNCTUATION = /(?![\0-\x7f·])[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}]/u;

type Rule = { validate: (text: string, pos: number, self: LinkifyIt) => number | boolean };

/** Ends addresses of the web at punctuation of any script. */
export function endAtPunctuation(linkify: LinkifyIt) {
  const { "http:": http } = (linkify as unknown as { __compiled__: Record<string, Rule> }).__compiled__;
  if (http === undefined) return;
  linkify.add("http:", {
    validate: (text: string, pos: number, self: LinkifyIt) => {
      const length = Number(http.validate(text, pos, self));
      const address = text.slice(pos, pos + length);
      const end = address.search(PUNCTUATION);
      // Only what was found is looked through: a text may hold thousands of addresses.
      return end === -1 ? length : http.validate(address.slice(0, end), 0, self);
    },
  });
}
