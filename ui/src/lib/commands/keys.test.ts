import { expect, test } from "vitest";
import { isChord, isComposing, keyOf, matches, names, parse } from "./keys";

type Fields = Partial<KeyboardEvent> & { altGraph?: boolean };

function pressed({ altGraph = false, ...fields }: Fields) {
  const plain = { key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return { ...plain, getModifierState: (state: string) => state === "AltGraph" && altGraph, ...fields };
}

function does(keys: string, fields: Fields, isMac = false): boolean {
  return parse(keys).every((press) => matches(press, pressed(fields), isMac));
}

test.each([
  ["j", { key: "j" }, true],
  ["j", { key: "J" }, true], // with Caps Lock
  ["j", { key: "J", shiftKey: true }, false],
  ["j", { key: "j", ctrlKey: true }, false],
  ["j", { key: "j", altKey: true }, false],
  ["j", { key: "j", metaKey: true }, false],
  ["Mod+K", { key: "k", ctrlKey: true }, true],
  ["Mod+K", { key: "K", ctrlKey: true, shiftKey: true }, false],
  ["Mod+K", { key: "k" }, false],
  ["Mod+,", { key: ",", ctrlKey: true }, true],
  ["Mod++", { key: "+", ctrlKey: true, shiftKey: true }, true],
  ["Mod+-", { key: "-", ctrlKey: true }, true],
  ["?", { key: "?", shiftKey: true }, true],
  ["#", { key: "#" }, true], // a key of its own on a German keyboard
  ["#", { key: "#", altKey: true, altGraph: true }, true], // by AltGr on a Spanish one
  ["Mod+Shift+7", { key: "&", code: "Digit7", ctrlKey: true, shiftKey: true }, true],
  ["Mod+Shift+7", { key: "/", code: "Digit7", ctrlKey: true, shiftKey: true }, true], // on a German keyboard
  ["Mod+Shift+7", { key: "7", code: "Digit7", ctrlKey: true, shiftKey: true }, true], // on a French one
  ["Mod+Shift+7", { key: "7", code: "Digit7", ctrlKey: true }, false],
  ["Mod+Shift+7", { key: "*", code: "Digit8", ctrlKey: true, shiftKey: true }, false],
  ["Alt+ArrowLeft", { key: "ArrowLeft", altKey: true }, true],
  ["Alt+ArrowLeft", { key: "ArrowLeft" }, false],
  ["Escape", { key: "Escape", shiftKey: true }, false],
  ["F1", { key: "F1" }, true],
])("%s and %o: %s", (keys, fields, expected) => {
  expect(does(keys, fields)).toBe(expected);
});

test("a key of an input method is none of ours", () => {
  const key = (composing: boolean, code: number) =>
    Object.fromEntries([
      ["isComposing", composing],
      ["keyCode", code],
    ]) as unknown as KeyboardEvent;
  expect(isComposing(key(true, 13))).toBe(true);
  expect(isComposing(key(false, 229))).toBe(true);
  expect(isComposing(key(false, 13))).toBe(false);
});

test("on a Mac the chord is with Command", () => {
  expect(does("Mod+K", { key: "k", metaKey: true }, true)).toBe(true);
  expect(does("Mod+K", { key: "k", ctrlKey: true }, true)).toBe(false);
});

test("letters are where the layout has them", () => {
  // Dvorak has J where others have C.
  expect(keyOf(pressed({ key: "j", code: "KeyC" }))).toBe("j");
  // French keyboards have other letters where others have Q and comma.
  expect(keyOf(pressed({ key: "a", code: "KeyQ" }))).toBe("a");
  expect(keyOf(pressed({ key: "ö", code: "Semicolon" }))).toBe("ö");
});

test.each([
  ["ت", "KeyJ", false, "j"],
  ["ؤ", "KeyC", false, "c"],
  ["о", "KeyJ", false, "j"], // Cyrillic
  ["ξ", "KeyJ", false, "j"], // Greek
  ["ㅓ", "KeyJ", false, "j"], // Korean
  ["ظ", "Slash", false, "/"],
  ["؟", "Slash", true, "?"],
  ["لا", "KeyB", false, "b"], // one key of two letters
  ["Dead", "KeyU", false, "u"],
])("of another script, %s at %s is the Latin key", (key, code, shiftKey, expected) => {
  expect(keyOf(pressed({ key, code, shiftKey }))).toBe(expected);
});

test("what is typed while writing is a plain key", () => {
  expect(["j", "g h", "?", "Enter", "Escape", "Delete"].filter(isChord)).toEqual([]);
  expect(["Mod+K", "Alt+ArrowLeft", "F10", "Mod++"].every(isChord)).toBe(true);
});

test("keys are named as on the keyboard", () => {
  const name = (key: string) => (key === "Control" ? "Ctrl" : key);
  expect(names("g h", false, name)).toEqual([["g"], ["h"]]);
  expect(names("Mod+k", false, name)).toEqual([["Ctrl", "K"]]);
  expect(names("Mod++", false, name)).toEqual([["Ctrl", "+"]]);
  expect(names("Mod+K", true, name)).toEqual([["Command", "K"]]);
});
