// Commands that change theme, text size, density, contrast and language: the preferences that the settings show.
import { t } from "$lib/i18n";
import { toFailure, type Commands, type Preferences } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import { largerSize, preferences, smallerSize, USUAL_SIZE } from "$lib/state/preferences.svelte";
import type { Actions } from "./registry.svelte";

export function appearanceActions(commands: Pick<Commands, "setPreferences">, notices: Notices): Actions {
  async function change(some: Partial<Preferences>) {
    try {
      await preferences.change(commands, some);
      return true;
    } catch (thrown) {
      notices.failure(toFailure(thrown));
      return false;
    }
  }

  /** Says what is so from now on: what does it is hidden until it has the focus, and the list looks as before. */
  async function togglePaged() {
    const paged = !preferences.current.paged;
    if (await change({ paged })) notices.info(t(paged ? "command-paged-on" : "command-paged-off"));
  }

  const size = () => preferences.current.text_size;
  const larger = () => largerSize(size());
  const smaller = () => smallerSize(size());
  const resize = (text_size: Preferences["text_size"] | undefined) =>
    text_size !== undefined && change({ text_size });
  return {
    "theme-light": () => change({ theme: "light" }),
    "theme-dark": () => change({ theme: "dark" }),
    "theme-system": () => change({ theme: "system" }),
    "text-larger": { run: () => resize(larger()), enabled: () => larger() !== undefined },
    "text-smaller": { run: () => resize(smaller()), enabled: () => smaller() !== undefined },
    "text-usual": () => change({ text_size: USUAL_SIZE }),
    "density-comfortable": () => change({ density: "comfortable" }),
    "density-compact": () => change({ density: "compact" }),
    "contrast-system": () => change({ contrast: "system" }),
    "contrast-more": () => change({ contrast: "more" }),
    "language-system": () => change({ language: "system" }),
    "language-en": () => change({ language: "en" }),
    "language-ar": () => change({ language: "ar" }),
    "toggle-paged": togglePaged,
    "menu-bar": () => change({ hide_menu_bar: !preferences.current.hide_menu_bar }),
    "menu-open": {
      run: () => change({ hide_menu_bar: false }),
      enabled: () => preferences.current.hide_menu_bar,
    },
  };
}
