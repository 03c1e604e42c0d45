import { describe, expect, test } from "vitest";
import { applyMarked } from "../../test/marked";
import { toggleBold, toggleCode, toggleItalic } from "./emphasis";

describe("there and back", () => {
  test.each([
    ["one ‹two› three", "one **‹two›** three"],
    ["‹all of it›", "**‹all of it›**"],
    ["of a h‹al›f word", "of a h**‹al›**f word"],
    ["خبز ‹طازج› اليوم", "خبز **‹طازج›** اليوم"],
    ["a ‹👩‍🍳 cook› b", "a **‹👩‍🍳 cook›** b"],
    ["- ‹item›", "- **‹item›**"],
  ])("bold: %s", (plain, bold) => {
    expect(applyMarked(plain, toggleBold)).toBe(bold);
    expect(applyMarked(bold, toggleBold)).toBe(plain);
  });

  test.each([
    ["one ‹two› three", "one *‹two›* three"],
    ["**‹two›**", "***‹two›***"],
    ["‹א›ב", "*‹א›*ב"],
  ])("italic: %s", (plain, italic) => {
    expect(applyMarked(plain, toggleItalic)).toBe(italic);
    expect(applyMarked(italic, toggleItalic)).toBe(plain);
  });

  test.each([
    ["run ‹make› now", "run `‹make›` now"],
    ["‹a\nb›", "```\n‹a\nb›\n```"],
    ["one\n‹a\n\nb›\ntwo", "one\n```\n‹a\n\nb›\n```\ntwo"],
  ])("code: %s", (plain, code) => {
    expect(applyMarked(plain, toggleCode)).toBe(code);
    expect(applyMarked(code, toggleCode)).toBe(plain);
  });
});

test.each([
  ["on‹e two› ", "on**‹e two›** "],
  ["one‹ two › three", "one **‹two›**  three"],
  ["wo|rd", "**wo|rd**"],
  ["# ‹Title›", "# **‹Title›**"],
  ["‹# Title›", "# **‹Title›**"],
  ["‹> quoted›", "> **‹quoted›**"],
  ["‹- [x] done›", "- [x] **‹done›**"],
])("bold keeps to words: %s", (before, after) => {
  expect(applyMarked(before, toggleBold)).toBe(after);
});

test("marks within the selection are taken away too", () => {
  expect(applyMarked("one ‹**two**› three", toggleBold)).toBe("one ‹two› three");
  expect(applyMarked("one ‹__two__› three", toggleBold)).toBe("one ‹two› three");
  expect(applyMarked("one _‹two›_ three", toggleItalic)).toBe("one ‹two› three");
  expect(applyMarked("one ‹***two***› three", toggleBold)).toBe("one ‹*two*› three");
  expect(applyMarked("‹`code`›", toggleCode)).toBe("‹code›");
});

test("bold and italic keep apart", () => {
  expect(applyMarked("***‹two›***", toggleBold)).toBe("*‹two›*");
  expect(applyMarked("***‹two›***", toggleItalic)).toBe("**‹two›**");
  expect(applyMarked("*‹two›*", toggleBold)).toBe("***‹two›***");
});

test("without words the caret comes between the marks, and they go again", () => {
  expect(applyMarked("one | two", toggleBold)).toBe("one **|** two");
  expect(applyMarked("one **|** two", toggleBold)).toBe("one | two");
  expect(applyMarked("|", toggleItalic)).toBe("*|*");
  expect(applyMarked("*|*", toggleItalic)).toBe("|");
  expect(applyMarked("🔥|", toggleBold)).toBe("🔥**|**");
  expect(applyMarked("|", toggleCode)).toBe("`|`");
  expect(applyMarked("`|`", toggleCode)).toBe("|");
  expect(applyMarked("‹  ›", toggleBold)).toBe("**|**  ");
});

test("of several lines each is marked, but for blank ones and signs of lists", () => {
  const lines = "‹- one\n\n1. two\n> three›";
  const bold = applyMarked(lines, toggleBold) ?? "";
  expect(bold.replace(/[‹›]/g, "")).toBe("- **one**\n\n1. **two**\n> **three**");
  expect(applyMarked(bold, toggleBold)?.replace(/[‹›]/g, "")).toBe("- one\n\n1. two\n> three");
});

test("where some lines are marked the others become so", () => {
  expect(applyMarked("‹**one**\ntwo›", toggleBold)?.replace(/[‹›]/g, "")).toBe("**one**\n**two**");
});

test("code that holds the sign of code has a longer one around it", () => {
  expect(applyMarked("‹a`b›", toggleCode)).toBe("``‹a`b›``");
  expect(applyMarked("‹a\n```\nb›", toggleCode)).toBe("````\n‹a\n```\nb›\n````");
});
