// Adds to rendered Markdown what depends on language and layout: labels of pictures and task boxes, the width of list
// numbers, and scroll boxes. Rendering knows neither, because a worker does it too.
import { t } from "$lib/i18n";

/** Labels the rendered element in place, and returns it. */
export function label(rendered: HTMLElement): HTMLElement {
  for (const offer of rendered.querySelectorAll<HTMLElement>("[data-picture]")) {
    const words = offer.dataset["words"] ?? "";
    offer.prepend(words === "" ? t("picture-show") : t("picture-show-named", { words }), " ");
  }
  for (const box of rendered.querySelectorAll("input")) {
    box.setAttribute("aria-label", box.checked ? t("task-done") : t("task-to-do"));
  }
  for (const list of rendered.querySelectorAll("ol")) {
    const last = list.start + list.children.length - 1;
    list.style.setProperty("--digits", String(String(last).length));
  }
  for (const table of rendered.querySelectorAll("table")) scrollInBox(table);
  for (const box of rendered.querySelectorAll("pre, .wide")) widths.observe(box);
  return rendered;
}

/** A table that is too wide scrolls in a box, and stays a table to who hears it. */
function scrollInBox(table: HTMLTableElement) {
  const box = document.createElement("div");
  box.className = "wide";
  box.dir = table.dir;
  table.replaceWith(box);
  box.append(table);
}

/** What scrolls can have the focus, because the keys scroll what has it; what does not would be a stop on the way. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    if (scrolls) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
