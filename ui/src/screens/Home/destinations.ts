// Opens what the tray, a notification or a link from outside asks for.
import { tick } from "svelte";
import type { Registry } from "$lib/commands/registry.svelte";
import { t } from "$lib/i18n";
import type { Destination } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import type { UserSession } from "$lib/state/session.svelte";
import { isSameServer, serverName } from "$lib/text/server-name";

/** Shows the destination. A post on another server is refused with a notice. */
export function openDestination(
  destination: Destination,
  session: UserSession,
  registry: Registry,
  notices: Notices,
) {
  const { feedStore, server } = session;
  const { navigation } = feedStore;
  switch (destination.kind) {
    case "post":
      if (destination.server === null || isSameServer(destination.server, server))
        navigation.open({ kind: "post", id: destination.id });
      else notices.error(t("post-elsewhere", { server: serverName(destination.server) }));
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
  }
}
