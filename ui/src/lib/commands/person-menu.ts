// The lines of the context menu on a person.
import { copyText } from "$lib/clipboard";
import { t } from "$lib/i18n";
import type { Account } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import { personName } from "$lib/text/person-name";
import type { Groups } from "./context-menu";

/** Lists what can be done with a person; `onopen` shows their posts, where there is such a list. */
export function personLines(person: Account, notices: Notices, onopen?: () => void): Groups {
  const copy = async (text: string) => {
    await copyText(text);
    notices.info(t("person-copied"));
  };
  const name = personName(person);
  return [
    onopen ? [{ id: "posts", words: t("person-show-posts"), act: onopen }] : [],
    [
      ...(name === personName({ email: person.email })
        ? []
        : [{ id: "name", words: t("person-copy-name"), act: () => copy(name) }]),
      { id: "email", words: t("person-copy-email"), act: () => copy(person.email) },
    ],
  ];
}
