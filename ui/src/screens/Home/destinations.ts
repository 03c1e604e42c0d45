// Opens what the tray, a notification or a link from outside asks for.
import { tick } from "svelte";
import type { Registry } from "$lib/commands/registry.svelte";
import type { Destination, ServerLocation } from "$lib/ipc";
import type { UserSession } from "$lib/state/session.svelte";
import { isSameServer } from "$lib/text/server-name";

/** Returns the server of a post that another server has, where no account is; null for what can be opened here. */
export function serverElsewhere(
  destination: Destination,
  { server }: Pick<UserSession, "server">,
): ServerLocation | null {
  if (destination.kind !== "post" || destination.server === null) return null;
  return isSameServer(destination.server, server) ? null : destination.server;
}

/** Shows the destination, which is on the server of the session. */
export function openDestination(destination: Destination, { feedStore }: UserSession, registry: Registry) {
  const { navigation } = feedStore;
  switch (destination.kind) {
    case "post":
      navigation.open({ kind: "post", id: destination.id });
      break;
    case "mine":
      navigation.show({ kind: "mine" });
      break;
    case "newest":
      void feedStore.showNewest();
      break;
    case "composer":
      navigation.show({ kind: "new" });
      void tick().then(() => registry.run("write"));
      break;
    case "unsupported":
      // The app says so.
      break;
  }
}
