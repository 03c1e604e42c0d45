// From list to list by commands, and back.
import type { Features, View } from "$lib/ipc";
import type { Navigation } from "$lib/state/navigation.svelte";
import { isOffered } from "$lib/state/views";
import type { Action, Actions } from "./registry.svelte";

export function goActions(navigation: Navigation, features: Features): Actions {
  const show = (kind: Exclude<View["kind"], "person">): Action => ({
    run: () => {
      navigation.show({ kind });
    },
    enabled: () => isOffered({ kind }, features),
  });
  return {
    "go-new": show("new"),
    "go-top": show("top"),
    "go-hot": show("hot"),
    "go-mine": show("mine"),
    "go-drafts": show("drafts"),
    "go-back": {
      run: () => {
        navigation.back();
      },
      enabled: () => navigation.canGoBack,
    },
  };
}
