// Builds the menu bar from the catalogue: which commands are in which menu, and which are enabled.
import { t } from "$lib/i18n";
import type { MenuColumn, MenuEntry, TextEdit } from "$lib/ipc";
import { ALL, type Command, type CommandId } from "./catalogue";
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

type Line = CommandId | "|" | { edit: TextEdit };

const MENUS: readonly { message: string; lines: readonly Line[] }[] = [
  {
    message: "menu-file",
    lines: [
      "write",
      "|",
      "export-json",
      "export-markdown",
      "|",
      "change-server",
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
    lines: ["go-back", "|", "go-new", "go-top", "go-hot", "go-mine", "go-drafts", "|", "search", "palette"],
  },
  { message: "menu-help", lines: ["help", "about"] },
];

/** Returns the menus with what is enabled now. */
export function menuColumns(isEnabled: (id: CommandId) => boolean): MenuColumn[] {
  return MENUS.map(({ message, lines }) => ({
    text: t(message),
    entries: lines.map((line) => entryOf(line, isEnabled)),
  }));
}

/** Resolves a menu item's id to a command or a text edit; null for an unknown one. */
export function chosen(id: string): { command: Command } | { edit: TextEdit } | null {
  const command = ALL.find((other) => other.id === id);
  if (command) return { command };
  return id in EDITS ? { edit: id as TextEdit } : null;
}

function entryOf(line: Line, isEnabled: (id: CommandId) => boolean): MenuEntry {
  if (line === "|") return { kind: "separator" };
  if (typeof line === "object")
    return { kind: "item", id: line.edit, text: t(EDITS[line.edit]), accelerator: null, enabled: true };
  const command = ALL.find(({ id }) => id === line) as Command;
  return {
    kind: "item",
    id: line,
    // An ampersand would mark a letter.
    text: t(command.message).replaceAll("&", "&&"),
    accelerator: acceleratorOf(command),
    enabled: isEnabled(line),
  };
}

/** The first chord of a command: a plain letter would act while one types. */
function acceleratorOf({ keys }: Command): string | null {
  const accelerators = keys.filter(isChord).map(accelerator);
  return accelerators.find((found) => found !== null) ?? null;
}

/** A chord as Tauri reads it; null for what a menu cannot hold. */
function accelerator(keys: string): string | null {
  const [press] = parse(keys);
  if (press === undefined || press.key === "+") return null;
  const modifiers = [press.mod && "CmdOrCtrl", press.alt && "Alt", press.shift && "Shift"];
  return [...modifiers.filter((modifier) => modifier !== false), press.key].join("+");
}
