// Where a link leads, and what to say about it before somebody follows it.
import { t } from "$lib/i18n";

/** A link that may be followed: its address in ASCII, with nothing hidden in it, and how the text may mislead. */
export type Link = {
  address: string;
  /** The part of the address that says whose it is. */
  host: string;
  warnings: string[];
};

const SCHEMES = new Set(["http:", "https:", "mailto:"]);
/** Longer addresses serve nobody who reads them. */
const LONGEST = 2000;

/** The address that a link leads to; null where it is none that may be opened. */
export function linkTo(href: string): URL | null {
  if (href.length > LONGEST) return null;
  const url = parse(href);
  return url !== null && SCHEMES.has(url.protocol) ? url : null;
}

/** Whether a picture may be loaded from there, once somebody asks for it. */
export function isPicture(source: string): boolean {
  const url = linkTo(source);
  return url !== null && url.protocol !== "mailto:";
}

/** All that the reader should know before following a link; null where it may not be followed. */
export function describeLink(href: string, words: string): Link | null {
  const url = linkTo(href);
  if (url === null) return null;
  const host = url.protocol === "mailto:" ? url.pathname.replace(/^.*@/, "") : url.host;
  return { address: url.href, host, warnings: [...warnings(url, host, words)] };
}

function* warnings(url: URL, host: string, words: string) {
  if (/(^|\.)xn--/.test(host)) {
    yield t("link-foreign-letters");
  }
  if (url.username !== "" || url.password !== "") {
    yield t("link-name-before", { host });
  }
  const named = namedHost(words);
  if (named !== null && url.protocol !== "mailto:" && !isSameSite(named, url.hostname)) {
    yield t("link-other-site", { named, host });
  }
}

/** The site that a link's text names, where the text looks like an address. */
function namedHost(words: string): string | null {
  const text = words.trim();
  if (!/^(https?:\/\/)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}([/:?#]|$)/i.test(text)) return null;
  return parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)?.hostname ?? null;
}

function isSameSite(one: string, other: string): boolean {
  return one.replace(/^www\./, "") === other.replace(/^www\./, "");
}

/** `URL.parse`, which older engines lack. */
function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
