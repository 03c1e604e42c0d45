// What somebody reads: people and posts, and the ways there.
import type { Commands } from "$lib/ipc";
import type { Reader } from "$lib/state/reader.svelte";
import { peopleSource } from "./people";
import { TitleSource } from "./titles.svelte";

/** `search` shows all posts with a text in their titles. */
export function readerSources(
  { navigation, posts }: Reader,
  commands: Pick<Commands, "feed">,
  search: (text: string) => unknown,
) {
  const open = (id: number) => {
    navigation.open({ kind: "post", id });
  };
  const people = peopleSource(posts, (person) => {
    navigation.open({ kind: "feed", view: { kind: "person", ...person } });
  });
  return { people, titles: new TitleSource(posts, commands, { open, search }) };
}
