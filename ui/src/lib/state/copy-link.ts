// Copies the permanent link of a post, and says so.
import { t } from "$lib/i18n";
import type { ServerLocation } from "$lib/ipc";
import { postLink } from "$lib/text/link";
import type { Notices } from "./notices.svelte";

/** Copies the link. Where the system keeps the clipboard from web content, the notice has the link to copy by hand. */
export async function copyPostLink(id: number, server: ServerLocation | null, notices: Notices) {
  const link = postLink(id, server);
  try {
    await navigator.clipboard.writeText(link);
    notices.info(t("post-link-copied"));
  } catch {
    notices.info(t("post-link", { link }));
  }
}
