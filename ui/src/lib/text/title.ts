// Makes a title of a post fit to be shown in a line: others wrote it, and a server may take anything.
import { t } from "$lib/i18n";
import { beginning } from "./beginning";
import { stripBidiAndZalgo } from "./strip-bidi-and-zalgo";

/** The most of a title that is shown, in UTF-16 code units. */
const SHOWN_MAX = 300;

/** A character that leaves a mark where it stands. Some letters and one symbol are blank. */
const VISIBLE = /[^\p{Z}\p{C}\p{M}\u115F\u1160\u3164\uFFA0\u2800]/u;

/** Returns the title without overrides and towers of marks, cut, and never blank: there must be something to press. */
export function shownTitle(title: string): string {
  const cut = title.length > SHOWN_MAX ? `${beginning(title, SHOWN_MAX)}…` : title;
  const shown = stripBidiAndZalgo(cut);
  return VISIBLE.test(shown) ? shown : t("writing-untitled");
}
