// Shows the native menu bar and reports what is chosen from it; and tells the shell what the context menu offers.
import { Menu } from "@tauri-apps/api/menu";
import { showEditKeys } from "./calls";
import type { ContextMenuLine } from "./types";

/** A line of a menu. The accelerator is in Tauri's notation; `checked` is null for a line without a mark. */
export type MenuEntry =
  | {
      kind: "item";
      id: string;
      text: string;
      accelerator: string | null;
      enabled: boolean;
      checked: boolean | null;
    }
  | { kind: "separator" };

export type MenuColumn = { text: string; entries: MenuEntry[] };

/** Replaces the menus; `choose` is called with the id of what is chosen. */
export async function showMenu(columns: MenuColumn[], choose: (id: string) => void): Promise<void> {
  const menu = await Menu.new({
    items: columns.map(({ text, entries }) => ({
      text,
      items: entries.map((entry) => optionsOf(entry, choose)),
    })),
  });
  const before = await menu.setAsAppMenu();
  // The bar itself stays; only what stood for it here goes.
  await Promise.all([menu.close(), before?.close(), showEditKeys()]);
}

function optionsOf(entry: MenuEntry, choose: (id: string) => void) {
  if (entry.kind === "separator") return { item: "Separator" } as const;
  const { id, text, accelerator, enabled, checked } = entry;
  // Without an id of its own: Tauri would confuse it with the same item of the menu before.
  return {
    text,
    enabled,
    ...(checked !== null && { checked }),
    ...(accelerator !== null && { accelerator }),
    action: () => {
      choose(id);
    },
  };
}

/**
 * Tells the shell which lines, in groups, the context menu has that is about to open. Not by a command, of which nobody knows
 * when it arrives: the menu is asked for when this has returned.
 */
export function offerContextMenu(groups: ContextMenuLine[][]) {
  const request = new XMLHttpRequest();
  request.open("POST", "context-menu://localhost/", false);
  request.send(JSON.stringify(groups));
}
