// Offers lines for the context menu: what can be done with the post or the person that it opens on. The shell shows them,
// and has lines of its own for links, selections and fields.
import { isDialogOpen } from "$lib/dialogs";
import { t } from "$lib/i18n";
import type { Commands } from "$lib/ipc";
import { ALL, type CommandId } from "./catalogue";
import { isTyping } from "./keyboard.svelte";
import type { Actions } from "./registry.svelte";

/** A line of a context menu; its id is its own in the menu. */
export type Line = { id: string; words: string; act: () => unknown };

/** Lines in groups, which the menu parts. */
export type Groups = readonly (readonly Line[])[];

const offers = new WeakMap<Element, () => Groups>();

/** Has an element offer lines, which are asked for whenever a menu opens, and again when one is chosen. Fit for `@attach`. */
export function contextMenu(groups: () => Groups): (element: Element) => () => void {
  return (element) => {
    offers.set(element, groups);
    return () => offers.delete(element);
  };
}

/** Makes lines of those commands that can be done, under their names in the palette or under others. */
export function commandLines(
  ids: readonly CommandId[],
  actions: Actions,
  names: Partial<Record<CommandId, string>> = {},
): Line[] {
  return ids.flatMap((id) => {
    const action = actions[id];
    if (action === undefined) return [];
    const act = typeof action === "function" ? action : action.run;
    return [{ id, words: names[id] ?? t(ALL.find((command) => command.id === id)?.message ?? ""), act }];
  });
}

export class ContextMenus {
  /** What the last menu was opened on. */
  #element: Element | null = null;
  /** Counts the menus, so that what is chosen from one is never taken for a line of another. */
  #count = 0;
  readonly #commands: Pick<Commands, "offerContextMenu">;

  constructor(commands: Pick<Commands, "offerContextMenu">) {
    this.#commands = commands;
  }

  /** A menu is about to open: tells the shell what is offered there, be it nothing. */
  open(event: MouseEvent) {
    this.#element = offeringElement(event);
    this.#count += 1;
    this.#commands.offerContextMenu(
      this.#groups().map((group) => group.map(({ id, words }) => ({ id: this.#idOf(id), text: words }))),
    );
  }

  /** Does what was chosen, if what the menu was opened on is still there and still offers it. */
  choose(chosen: string) {
    if (this.#element?.isConnected !== true || isDialogOpen()) return;
    const line = this.#groups()
      .flat()
      .find(({ id }) => this.#idOf(id) === chosen);
    line?.act();
  }

  #groups(): Groups {
    const groups = (this.#element && offers.get(this.#element)?.()) ?? [];
    return groups.filter((group) => group.length > 0);
  }

  #idOf(line: string): string {
    return `${this.#count}-${line}`;
  }
}

/** The innermost element around what the menu opens on that offers lines; none in a field and on a link in a text. */
function offeringElement({ buttons, target }: MouseEvent): Element | null {
  // The keyboard opens it on what has the focus. The target is what lies at its lower corner, which may be round.
  const at = buttons === 0 ? document.activeElement : target;
  if (!(at instanceof Element) || isTyping(at) || at.closest(".markdown a") !== null) return null;
  for (let element: Element | null = at; element !== null; element = element.parentElement)
    if (offers.has(element)) return element;
  return null;
}
