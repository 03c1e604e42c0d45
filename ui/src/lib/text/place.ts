// How a place is called in the interface.
import type { Place } from "$lib/ipc";

/** "This computer", or the server's address without what everybody knows. */
export function placeName(place: Place | null): string {
  if (place === null) return "";
  if (place.kind === "this_computer") return "This computer";
  return place.address.replace(/^https:\/\//, "").replace(/\/+$/, "");
}
