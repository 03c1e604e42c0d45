// Builds the menu bar from the catalogue: which commands are in which menu, and which are enabled.
import { t } from "$lib/i18n";
import type { MenuColumn, MenuEntry, Preferences, TextEdit } from "$lib/ipc";
import { isSwitch, SWITCHES } from "./accounts";
import { ALL, type Command, type CommandId } from "./catalogue";
import { fullScreen } from "./full-screen.svelte";
import { isChord, parse } from "./keys";

/** What WebKit does to a text by itself; the keys for it are the platform's. */
const EDITS: Record<TextEdit, string> = {
  undo: "menu-undo",
  redo: "menu-redo",
  cut: "menu-cut",
  copy: "menu-copy",
  paste: "menu-paste",
  select_all: "menu-select-all",
};

/** The lines that have a mark, and whether it is set. */
const STATES: ReadonlyMap<CommandId, (preferences: Preferences) => boolean> = new Map<
  CommandId,
  (preferences: Preferences) => boolean
>([
  ["theme-system", ({ theme }) => theme === "system"],
  ["theme-light", ({ theme }) => theme === "light"],
  ["theme-dark", ({ theme }) => theme === "dark"],
  ["toggle-paged", ({ paged }) => paged],
  ["menu-bar", ({ hide_menu_bar }) => !hide_menu_bar],
  ["full-screen", () => fullScreen.on],
]);

/** What a line with a mark is called where its command has another name: with the mark, it says what is so. */
const MARKED: ReadonlyMap<CommandId, string> = new Map([
  ["toggle-paged", "appearance-paged"],
  ["menu-bar", "desktop-menu-bar"],
]);

type Line = CommandId | "|" | { edit: TextEdit };

const MENUS: readonly { message: string; lines: readonly Line[] }[] = [
  {
    message: "menu-file",
    lines: [
      "write",
      "|",
      "print",
      "|",
      "export-json",
      "export-markdown",
      "|",
      "add-account",
      "manage-accounts",
      "sign-out",
      "|",
      "close",
      "quit",
    ],
  },
  {
    message: "menu-edit",
    lines: [
      { edit: "undo" },
      { edit: "redo" },
      "|",
      { edit: "cut" },
      { edit: "copy" },
      { edit: "paste" },
      { edit: "select_all" },
      "|",
      "find",
      "|",
      "format-bold",
      "format-italic",
      "format-link",
      "format-bullets",
      "format-numbers",
      "format-quote",
      "format-code",
      "|",
      "settings",
    ],
  },
  {
    message: "menu-view",
    lines: [
      "refresh",
      "|",
      "text-larger",
      "text-smaller",
      "text-usual",
      "full-screen",
      "|",
      "theme-system",
      "theme-light",
      "theme-dark",
      "|",
      "toggle-paged",
      "menu-bar",
    ],
  },
  {
    message: "menu-go",
    lines: [
      "go-back",
      "|",
      "go-new",
      "go-top",
      "go-hot",
      "go-mine",
      "go-drafts",
      "go-outbox",
      "|",
      "search",
      "palette",
      "|",
      ...SWITCHES,
    ],
  },
  { message: "menu-help", lines: ["help", "about"] },
];

/** An account as its line in the menu has it. */
export type MenuAccount = { name: string; shown: boolean };

/**
 * Returns the menus with what is enabled now, and marks at what the preferences say. Accounts have lines by their names, where
 * there is more than one.
 */
export function menuColumns(
  isEnabled: (id: CommandId) => boolean,
  preferences: Preferences,
  accounts: readonly MenuAccount[] = [],
): MenuColumn[] {
  const listed = accounts.length > 1 ? accounts : [];
  return MENUS.map(({ message, lines }) => ({
    text: t(message),
    entries: lines
      .filter((line) => !isAccount(line) || listed[SWITCHES.indexOf(line)] !== undefined)
      .map((line) => {
        const entry = entryOf(line, isEnabled, preferences);
        const account = isAccount(line) ? listed[SWITCHES.indexOf(line)] : undefined;
        if (account === undefined || entry.kind === "separator") return entry;
        return { ...entry, text: account.name.replaceAll("&", "&&"), checked: account.shown };
      })
      // Nothing stands below the last line, where there are no accounts to choose from.
      .filter((entry, at, all) => entry.kind !== "separator" || at < all.length - 1),
  }));
}

function isAccount(line: Line): line is (typeof SWITCHES)[number] {
  return typeof line === "string" && line !== "|" && isSwitch(line);
}

/** Resolves a menu item's id to a command or a text edit; null for an unknown one. */
export function chosen(id: string): { command: Command } | { edit: TextEdit } | null {
  const command = ALL.find((other) => other.id === id);
  if (command) return { command };
  return id in EDITS ? { edit: id as TextEdit } : null;
}

/** Tells whether the command's line in the menu has a mark. */
export function isState(id: CommandId): boolean {
  return STATES.has(id) || isSwitch(id);
}

function entryOf(line: Line, isEnabled: (id: CommandId) => boolean, preferences: Preferences): MenuEntry {
  if (line === "|") return { kind: "separator" };
  if (typeof line === "object")
    return {
      kind: "item",
      id: line.edit,
      text: t(EDITS[line.edit]),
      accelerator: null,
      enabled: true,
      checked: null,
    };
  const command = ALL.find(({ id }) => id === line) as Command;
  return {
    kind: "item",
    id: line,
    // An ampersand would mark a letter.
    text: t(MARKED.get(line) ?? command.message).replaceAll("&", "&&"),
    accelerator: acceleratorOf(command, isEnabled),
    enabled: isEnabled(line),
    checked: STATES.get(line)?.(preferences) ?? null,
  };
}

/**
 * The first chord of a command: a plain letter would act while one types. None of those that act in a text, and none that
 * two share: the window would take it before the page has it, and act later than on what is typed next.
 */
function acceleratorOf({ id, keys, inText }: Command, isEnabled: (id: CommandId) => boolean): string | null {
  if (inText === true) return null;
  const others = ALL.filter((other) => other.id !== id && (other.inText !== true || isEnabled(other.id)));
  const taken = others.flatMap((other) => other.keys);
  const accelerators = keys.filter((chord) => isChord(chord) && !taken.includes(chord)).map(accelerator);
  return accelerators.find((found) => found !== null) ?? null;
}

/** A chord as Tauri reads it; null for what a menu cannot hold. */
function accelerator(keys: string): string | null {
  const [press] = parse(keys);
  if (press === undefined || press.key === "+") return null;
  const modifiers = [press.mod && "CmdOrCtrl", press.alt && "Alt", press.shift && "Shift"];
  return [...modifiers.filter((modifier) => modifier !== false), press.key].join("+");
}
