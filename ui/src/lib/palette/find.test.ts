import { expect, test } from "vitest";
import { ALL } from "$lib/commands/catalogue";
import { commandName } from "$lib/commands/names";
import { find, findLoosely } from "./find";

const items = ["Top", "My posts", "My drafts", "Export your data as Markdown"];
const itself = (item: string) => item;

test.each([
  ["", items],
  ["my d", ["My drafts"]],
  ["d m", ["My drafts", "Export your data as Markdown"]],
  ["post", ["My posts"]],
  ["TÓP", ["Top"]],
  ["exmd", []],
  ["zzz", []],
])("%j finds %j", (typed, found) => {
  expect(find(items, typed, itself)).toEqual(found);
});

test("with letters left out more is found", () => {
  expect(findLoosely(items, "exmd", itself)).toEqual(["Export your data as Markdown"]);
  expect(findLoosely(items, "zzz", itself)).toEqual([]);
});

test("Arabic is found without its vowel marks", () => {
  expect(find(["تسجيل الخروج", "منشوراتي"], "تسجيلُ", itself)).toEqual(["تسجيل الخروج"]);
});

test("every command is found by its name", () => {
  for (const command of ALL) expect(find(ALL, commandName(command), commandName)[0]).toBe(command);
});
