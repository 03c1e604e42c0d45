// Shows native menus, the bar and those of the right mouse button, and reports what is chosen from them.
import { LogicalPosition } from "@tauri-apps/api/dpi";
import { Menu } from "@tauri-apps/api/menu";
import { showEditKeys } from "./calls";

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

/** A place in the page, in its own pixels. */
export type Point = { x: number; y: number };

/** The menu that was shown last: what is chosen is told when it is closed already. */
let shown: Menu | null = null;

/** Shows a menu, at the pointer where no place is given; `choose` is called with the id of what is chosen. */
export async function popUpMenu(entries: MenuEntry[], at: Point | null, choose: (id: string) => void) {
  if (entries.length === 0) return;
  const menu = await Menu.new({ items: entries.map((entry) => optionsOf(entry, choose)) });
  await shown?.close();
  shown = menu;
  await menu.popup(at ? placeInWindow(at) : undefined);
}

/** The page is at the lower end of the window, below the menu bar, and may be zoomed. */
function placeInWindow({ x, y }: Point): LogicalPosition {
  const zoom = window.outerWidth / window.innerWidth;
  return new LogicalPosition(x * zoom, window.outerHeight - (window.innerHeight - y) * zoom);
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
