// Shows the menu of the right mouse button on a post, and on a person. Those on a link to elsewhere, on a selection and in a
// field are the shell's, which knows what can be done with them.
import { tick } from "svelte";
import { on } from "svelte/events";
import { t } from "$lib/i18n";
import type { Commands, MenuEntry, Point } from "$lib/ipc";
import { ALL, type CommandId } from "./catalogue";
import { isTyping, mayRun } from "./keyboard.svelte";
import type { Registry } from "./registry.svelte";

/** A line with an action of its own, a command of the catalogue, or a line between groups. */
export type ContextLine = { words: string; act: () => unknown } | CommandId | "|";

type Menu = {
  registry: Registry;
  commands: Pick<Commands, "popUpMenu">;
  /** The lines; asked for when the element has the focus that it can have. */
  lines: () => readonly ContextLine[];
};

/** A second press of the button in the same place must not open a second menu over the first. */
let isShown = false;

/** Has an element show a menu. Commands that cannot be run now are left out. */
export function contextMenu({ registry, commands, lines }: Menu): (element: HTMLElement) => () => void {
  async function show(element: HTMLElement, at: Point | null) {
    // The commands act on what has the focus.
    if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
    await tick();
    const offered = tidy(lines().filter((line) => typeof line !== "string" || line === "|" || canRun(line)));
    const entries = offered.map((line, index) => entryOf(line, index));
    const choose = (id: string) => {
      const line = offered[Number(id)];
      if (line === undefined || line === "|") return;
      if (typeof line === "object") line.act();
      else registry.run(line);
    };
    await commands.popUpMenu(entries, at, choose);
  }

  function canRun(id: CommandId): boolean {
    const command = ALL.find((other) => other.id === id);
    return command !== undefined && mayRun(command) && registry.isEnabled(id);
  }

  return (element) =>
    on(element, "contextmenu", (event) => {
      if (event.defaultPrevented || isTheShells(event)) return;
      event.preventDefault();
      if (isShown) return;
      // By the keyboard it opens where the focus is, otherwise at the pointer.
      const at = event.button === 2 ? null : { x: event.clientX, y: event.clientY };
      isShown = true;
      void show(element, at).finally(() => (isShown = false));
    });
}

/** Leaves out lines between groups where there is nothing to part. */
function tidy(lines: readonly ContextLine[]): ContextLine[] {
  const kept = lines.filter((line, index) => line !== "|" || (index > 0 && lines[index - 1] !== "|"));
  while (kept.at(-1) === "|") kept.pop();
  if (kept[0] === "|") kept.shift();
  return kept;
}

function entryOf(line: ContextLine, index: number): MenuEntry {
  if (line === "|") return { kind: "separator" };
  const command = typeof line === "string" ? ALL.find(({ id }) => id === line) : undefined;
  const words = typeof line === "object" ? line.words : t(command?.message ?? "");
  return {
    kind: "item",
    id: String(index),
    text: words.replaceAll("&", "&&"),
    accelerator: null,
    enabled: true,
    checked: null,
  };
}

function isTheShells({ target }: Event): boolean {
  if (!(target instanceof Element)) return true;
  const link = target.closest<HTMLAnchorElement>("a[href]");
  const selection = getSelection();
  return (
    isTyping(target) ||
    // The title of a post is a link too, to the post that the menu is of.
    (link !== null && (link.protocol !== "hearth:" || link.closest(".markdown") !== null)) ||
    (selection !== null && !selection.isCollapsed && selection.containsNode(target, true))
  );
}
