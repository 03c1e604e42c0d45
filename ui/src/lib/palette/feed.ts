// Palette sources of people and posts.
import type { AccountCommands } from "$lib/ipc";
import type { FeedStore } from "$lib/state/feed-store.svelte";
import { peopleSource } from "./people";
import { TitleSource } from "./titles.svelte";

/** Makes the sources of people and titles; `search` shows all posts that a text finds. */
export function feedSources(
  { navigation, posts }: FeedStore,
  commands: Pick<AccountCommands, "feed">,
  search: (text: string) => unknown,
  inTexts: () => boolean,
) {
  const open = (id: number) => {
    navigation.open({ kind: "post", id });
  };
  const people = peopleSource(posts, (person) => {
    navigation.open({ kind: "feed", view: { kind: "person", ...person } });
  });
  return { people, titles: new TitleSource(posts, commands, { open, search }, inTexts) };
}
