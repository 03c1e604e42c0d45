// Names commands, their groups and their keys in the language of the window.
import { language, t } from "$lib/i18n";
import { ALL, type Command, type CommandId, type Group } from "./catalogue";
import { isMac } from "./keyboard.svelte";
import { names, withModifiers } from "./keys";

const GROUPS: Record<Group, string> = {
  posts: "command-group-posts",
  go: "command-group-go",
  write: "command-group-write",
  app: "command-group-app",
};

const KEYS: Record<string, string> = {
  Control: "key-control",
  Alt: "key-alt",
  Shift: "key-shift",
  Enter: "key-enter",
  Escape: "key-escape",
  Delete: "key-delete",
};

/** Those that are a sign and no word. */
const SIGNS: Record<string, string> = { ArrowLeft: "←", Command: "⌘", "-": "−" };

export function commandName(command: Pick<Command, "message">): string {
  return t(command.message);
}

/** Returns what else a command is found by: a language is by its name in the language of the window and in English. */
export function otherNames({ id }: Pick<Command, "id">): string {
  const [, code] = /^language-([a-z]{2})$/.exec(id) ?? [];
  if (code === undefined) return "";
  const names = [language(), "en"].map((locale) =>
    new Intl.DisplayNames(locale, { type: "language" }).of(code),
  );
  return names.join(" ");
}

export function groupName(group: Group): string {
  return t(GROUPS[group]);
}

/** Names the keys of each press of `g h` or `Mod+K`. */
export function keyNames(keys: string): string[][] {
  return names(keys, isMac, keyName);
}

/** Returns the keys as `aria-keyshortcuts` has them. */
export function ariaKeys(keys: string): string {
  return withModifiers(keys, isMac);
}

/** Names the keys in one line. */
export function keyWords(keys: string): string {
  return keyNames(keys)
    .map((press) => press.join("+"))
    .join(" ");
}

/** Names the first keys of a command in one line; empty where it has none. */
export function commandKeys(id: CommandId): string {
  const [keys] = ALL.find((command) => command.id === id)?.keys ?? [];
  return keys === undefined ? "" : keyWords(keys);
}

function keyName(key: string): string {
  const message = KEYS[key];
  return message === undefined ? (SIGNS[key] ?? key) : t(message);
}
