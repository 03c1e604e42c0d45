// Checks the list of commands, and what is made from it.
import { expect, test, vi } from "vitest";
import { LANGUAGES, tIn } from "$lib/i18n";
import type { Preferences } from "$lib/ipc";
import { ALL, GROUPS, type Command } from "./catalogue";
import { isChord, parse } from "./keys";
import { chosen, menuColumns } from "./menu";
import { commandName, keyNames } from "./names";
import { Registry } from "./registry.svelte";
import { thePreferences } from "../../test/fakes";

const keysOf = (commands: readonly Command[]) =>
  commands.flatMap(({ keys }) => keys).map((keys) => JSON.stringify(parse(keys)).slice(1, -1));
const allKeys = keysOf(ALL);

// Finding and searching share one: in the open post, or else in all of them.
test("no two commands have one key in one place, but for finding and searching", () => {
  const [shared] = keysOf(ALL.filter(({ id }) => id === "find"));
  for (const inText of [true, undefined]) {
    const keys = keysOf(ALL.filter((command) => command.inText === inText));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual(inText ? [] : [shared]);
  }
});

test("the keys of the desktop's emoji picker are left to it", () => {
  for (const { keys } of ALL) for (const taken of ["Mod+.", "Mod+;"]) expect(keys).not.toContain(taken);
});

test("no key is the beginning of a sequence", () => {
  const hidden = allKeys.filter((keys) => allKeys.some((other) => other.startsWith(`${keys},{`)));
  expect(hidden).toEqual([]);
});

test("commands and keys have names in every language", () => {
  const logged = vi.spyOn(console, "error");
  for (const language of LANGUAGES)
    for (const { message } of ALL) expect(tIn(language, message)).not.toBe(message);
  for (const { keys } of ALL)
    for (const key of keys) expect(keyNames(key).flat().join(" ")).not.toMatch(/[a-z][A-Z]/);
  expect(logged).not.toHaveBeenCalled();
  const names = ALL.map(commandName);
  expect(new Set(names).size).toBe(names.length);
});

test("every language can be chosen by a command", () => {
  const ids: string[] = ALL.map(({ id }) => id);
  for (const language of ["system", ...LANGUAGES]) expect(ids).toContain(`language-${language}`);
});

test("every command belongs to a group of the help", () => {
  for (const command of ALL) expect(GROUPS).toContain(command.group);
});

test("the menu bar follows the catalogue", () => {
  const entries = menuColumns((id) => id === "write", thePreferences).flatMap((column) => column.entries);
  const items = entries.filter((entry) => entry.kind === "item");
  for (const { id } of items) expect(chosen(id)).not.toBeNull();
  const accelerators = items.flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(accelerators).size).toBe(accelerators.length);
  expect(accelerators.filter((keys) => !/^(CmdOrCtrl|Alt)\+|^F\d+$/.test(keys))).toEqual([]);
  expect(accelerators).toContain("CmdOrCtrl+n");
  expect(items.find(({ id }) => id === "write")?.enabled).toBe(true);
  expect(items.find(({ id }) => id === "go-top")?.enabled).toBe(false);
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(["theme-light", "theme-dark"]));
  expect(chosen("select_all")).toEqual({ edit: "select_all" });
  expect(chosen("rubbish")).toBeNull();
});

test("keys that two commands share are the page's, and not the menu's", () => {
  const entries = menuColumns(() => true, thePreferences).flatMap((column) => column.entries);
  const items = entries.filter((entry) => entry.kind === "item");
  for (const shared of ["find", "search"])
    expect(items.find(({ id }) => id === shared)).toMatchObject({ accelerator: null });
});

test("a key of the text is not the menu's while there is a text", () => {
  const accelerators = (isEnabled: boolean) =>
    menuColumns((id) => id === "palette" || isEnabled, thePreferences)
      .flatMap((column) => column.entries)
      .flatMap((entry) => (entry.kind === "item" ? [[entry.id, entry.accelerator]] : []));
  expect(accelerators(false)).toContainEqual(["palette", "CmdOrCtrl+k"]);
  expect(accelerators(true)).toContainEqual(["palette", null]);
  expect(accelerators(true)).toContainEqual(["format-bold", null]);
});

test("the menu bar marks what is so", () => {
  const marks = (some: Partial<Preferences>) =>
    menuColumns(() => true, { ...thePreferences, ...some })
      .flatMap((column) => column.entries)
      .flatMap((entry) => (entry.kind === "item" && entry.checked ? [entry.id] : []));
  expect(marks({})).toEqual(["theme-system", "menu-bar"]);
  expect(marks({ theme: "dark", paged: true, hide_menu_bar: true })).toEqual(["theme-dark", "toggle-paged"]);
});

test("every chord of a menu works on the page too", () => {
  for (const keys of ["Mod+N", "Mod+,", "Alt+ArrowLeft", "F1"]) expect(isChord(keys)).toBe(true);
});

test("what was bound last is in front, until it is gone", () => {
  const registry = new Registry();
  const page = vi.fn();
  const post = vi.fn();
  const unbindPage = registry.bind({ write: page });
  const unbindPost = registry.bind({ write: post });
  expect(registry.run("write")).toBe(true);
  expect([page.mock.calls.length, post.mock.calls.length]).toEqual([0, 1]);
  unbindPost();
  registry.run("write");
  expect([page.mock.calls.length, post.mock.calls.length]).toEqual([1, 1]);
  unbindPage();
  expect(registry.isEnabled("write")).toBe(false);
  expect(registry.run("write")).toBe(false);
});

test("what is not enabled gives way to what is", () => {
  const registry = new Registry();
  const page = vi.fn();
  let enabled = false;
  registry.bind({ "go-back": page });
  const dialog = vi.fn();
  registry.bind({ "go-back": { run: dialog, enabled: () => enabled } });
  registry.run("go-back");
  enabled = true;
  registry.run("go-back");
  expect([page.mock.calls.length, dialog.mock.calls.length]).toEqual([1, 1]);
});
