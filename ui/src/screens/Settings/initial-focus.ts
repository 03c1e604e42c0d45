// Focuses the setting that was asked for, as soon as it is mounted.
import { createContext, tick } from "svelte";
import type { SettingId } from "$lib/palette/settings";

const CONTROLS = ["[tabindex]", "input:checked:enabled", "input:enabled", "button"];

/** Focuses one setting, unless the user has begun elsewhere. */
export class InitialFocus {
  #wanted: SettingId | null;

  constructor(wanted: SettingId | null) {
    this.#wanted = wanted;
  }

  /** Attachment of a setting, or of a section's heading. */
  readonly at = (id: SettingId) => (node: HTMLElement) => {
    // Not before the dialog is open, which takes the focus first.
    if (id === this.#wanted)
      void tick().then(() => {
        this.#arrive(id, node);
      });
  };

  /** The reader has begun elsewhere meanwhile. */
  readonly forget = () => {
    this.#wanted = null;
  };

  #arrive(id: SettingId, node: HTMLElement) {
    if (id !== this.#wanted) return;
    this.forget();
    node.scrollIntoView({ block: "center" });
    controlOf(node)?.focus({ preventScroll: true });
  }
}

/** What has the setting in it: one that the desktop lacks has nothing that can have the focus. */
function controlOf(node: HTMLElement): HTMLElement | undefined {
  if (node.matches("[tabindex]")) return node;
  return CONTROLS.flatMap((control) => node.querySelector<HTMLElement>(control) ?? [])[0];
}

export const [getInitialFocus, setInitialFocus] = createContext<InitialFocus>();
