// Palette source of the authors of known posts.
import { t } from "$lib/i18n";
import type { Account } from "$lib/ipc";
import type { Posts } from "$lib/state/posts.svelte";
import { nameWithAddress } from "$lib/text/person-name";
import type { Source } from "./sources.svelte";

const MOST = 5;

/** Makes the source; `open` shows the posts of a person. */
export function peopleSource(posts: Posts, open: (person: Account) => unknown): Source {
  return {
    id: "people",
    heading: () => t("palette-people"),
    items: (typed) => {
      if (typed === "") return [];
      const people = new Map(posts.all.map(({ data }) => [data.author.id, data.author]));
      return [...people.values()].map((person) => ({
        id: `person-${person.id}`,
        text: nameWithAddress(person),
        choose: () => open(person),
      }));
    },
    most: MOST,
  };
}
