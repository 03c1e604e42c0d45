// The lines of the menu of the right mouse button on a person.
import { copyText } from "$lib/clipboard";
import { t } from "$lib/i18n";
import type { Account } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import { personName } from "$lib/text/person-name";
import type { ContextLine } from "./context-menu";

/** Lists what can be done with a person; `onopen` opens their posts, where there is such a list. */
export function personLines(person: Account, notices: Notices, onopen?: () => void): ContextLine[] {
  const copy = async (text: string) => {
    await copyText(text);
    notices.info(t("person-copied"));
  };
  const name = personName(person);
  return [
    ...(onopen ? [{ words: t("command-post-author"), act: onopen }, "|" as const] : []),
    ...(name === person.email ? [] : [{ words: t("person-copy-name"), act: () => copy(name) }]),
    { words: t("person-copy-email"), act: () => copy(person.email) },
  ];
}
