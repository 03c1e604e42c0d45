// How the app looks, changed by commands: the same preferences that the settings show.
import type { Commands } from "$lib/ipc";
import { toFailure, type Preferences } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import { preferences, TEXT_SIZES } from "$lib/state/preferences.svelte";
import type { Actions } from "./registry.svelte";

export function appearanceActions(commands: Pick<Commands, "setPreferences">, notices: Notices): Actions {
  async function change(some: Partial<Preferences>) {
    try {
      await preferences.change(commands, some);
    } catch (thrown) {
      notices.failure(toFailure(thrown));
    }
  }
  const size = () => preferences.current.text_size;
  const larger = () => TEXT_SIZES.find((other) => other > size());
  const smaller = () => TEXT_SIZES.findLast((other) => other < size());
  const resize = (text_size: Preferences["text_size"] | undefined) =>
    text_size !== undefined && change({ text_size });
  return {
    "theme-light": () => change({ theme: "light" }),
    "theme-dark": () => change({ theme: "dark" }),
    "theme-system": () => change({ theme: "system" }),
    "text-larger": { run: () => resize(larger()), enabled: () => larger() !== undefined },
    "text-smaller": { run: () => resize(smaller()), enabled: () => smaller() !== undefined },
    "text-usual": () => change({ text_size: 100 }),
    "density-comfortable": () => change({ density: "comfortable" }),
    "density-compact": () => change({ density: "compact" }),
    "contrast-system": () => change({ contrast: "system" }),
    "contrast-more": () => change({ contrast: "more" }),
    "language-system": () => change({ language: "system" }),
    "language-en": () => change({ language: "en" }),
    "language-ar": () => change({ language: "ar" }),
    "toggle-paged": () => change({ paged: !preferences.current.paged }),
    "menu-bar": () => change({ hide_menu_bar: !preferences.current.hide_menu_bar }),
  };
}
