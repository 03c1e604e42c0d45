// Builds the permanent link of a post, which the desktop opens in this app.
import type { ServerLocation } from "$lib/ipc";

/** Returns the link of a post. It names the server, because another one gives the same id to another post. */
export function postLink(id: number, server: ServerLocation | null): string {
  if (server === null) return `hearth://post/${id}`;
  const named = server.kind === "server" ? inQuery(server.address) : "this-computer";
  return `hearth://post/${id}?server=${named}`;
}

/** An address within another's query, as readable as it can be. */
function inQuery(address: string): string {
  return encodeURI(address).replace(/[#&+]/g, encodeURIComponent);
}
