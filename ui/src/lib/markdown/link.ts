// Describes the target of a link, with warnings where its text may mislead.
import { t } from "$lib/i18n";
import { linkTo, parseAddress } from "./address";

/** A link that may be opened: its address in ASCII, and warnings where its text may mislead. */
export type Link = {
  address: string;
  /** The part of the address that says whose it is. */
  host: string;
  warnings: string[];
};

/** Describes a link before it is opened; null where it may not be. */
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
  return parseAddress(/^https?:\/\//i.test(text) ? text : `https://${text}`)?.hostname ?? null;
}

function isSameSite(one: string, other: string): boolean {
  return one.replace(/^www\./, "") === other.replace(/^www\./, "");
}
