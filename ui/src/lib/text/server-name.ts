// Names a server in the interface.
import { t } from "$lib/i18n";
import type { ServerLocation } from "$lib/ipc";

/** Returns "This computer", or the address of the server without scheme and trailing slash. */
export function serverName(server: ServerLocation | null): string {
  if (server === null) return "";
  if (server.kind === "this_computer") return t("common-this-computer");
  return server.address.replace(/^https:\/\//, "").replace(/\/+$/, "");
}

/** Tells whether both are the same server. */
export function isSameServer(one: ServerLocation, other: ServerLocation | null): boolean {
  if (one.kind === "server" && other?.kind === "server") return one.address === other.address;
  return one.kind === other?.kind;
}
