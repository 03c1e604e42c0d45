// The words of the app around what somebody wrote: on pictures to be asked for, and on the boxes of tasks. Rendering knows
// no language, because a worker does it too.
import { t } from "$lib/i18n";

export function label(rendered: HTMLElement): HTMLElement {
  for (const offer of rendered.querySelectorAll<HTMLElement>("[data-picture]")) {
    const words = offer.dataset["words"] ?? "";
    offer.prepend(words === "" ? t("picture-show") : t("picture-show-named", { words }), " ");
  }
  for (const box of rendered.querySelectorAll("input")) {
    box.setAttribute("aria-label", box.checked ? t("task-done") : t("task-to-do"));
  }
  return rendered;
}
