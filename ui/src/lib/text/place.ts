// How a place is called in the interface.
import { t } from "$lib/i18n";
import type { Place } from "$lib/ipc";

/** "This computer", or the server's address without what everybody knows. */
export function placeName(place: Place | null): string {
  if (place === null) return "";
  if (place.kind === "this_computer") return t("common-this-computer");
  return place.address.replace(/^https:\/\//, "").replace(/\/+$/, "");
}
