// Commands that open a list of posts or the outbox, or go back.
import type { Features, View } from "$lib/ipc";
import type { FeedStore } from "$lib/state/feed-store.svelte";
import { isOffered } from "$lib/state/views";
import type { Action, Actions } from "./registry.svelte";

export function navigationActions(
  feedStore: Pick<FeedStore, "navigation" | "show">,
  features: Features,
): Actions {
  const { navigation } = feedStore;
  const show = (kind: Exclude<View["kind"], "person">): Action => ({
    run: () => {
      feedStore.show({ kind });
    },
    enabled: () => isOffered({ kind }, features),
  });
  return {
    "go-new": show("new"),
    "go-top": show("top"),
    "go-hot": show("hot"),
    "go-mine": show("mine"),
    "go-drafts": show("drafts"),
    "go-outbox": () => {
      navigation.open({ kind: "outbox" });
    },
    "go-back": {
      run: () => {
        navigation.back();
      },
      enabled: () => navigation.canGoBack,
    },
  };
}
