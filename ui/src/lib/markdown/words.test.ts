import { expect, test } from "vitest";
import { firstWords } from "./words";

test.each([
  ["Flour, **water** and _time_.", "Flour, water and time."],
  ["# Bread\n\nFlour\nand water.", "Bread Flour and water."],
  ["- [x] flour\n- [ ] `time`\n\n> slow", "flour time slow"],
  ["[tape](https://example.org/tape) ![A moth](https://example.org/moth.png)", "tape A moth"],
  ["```\nlet it = be;\n```", "let it = be;"],
  ["| a | b |\n| - | - |\n| 1 | 2 |", "a b 1 2"],
  ["<b>as typed</b>", "<b>as typed</b>"],
  ["---", ""],
  ["1) flour, 2) water", "flour, 2) water"],
  ["12. May", "May"],
  [" + salt", "salt"],
  ["Well-known: 1. flour, 2 - water = dough!", "Well-known: 1. flour, 2 - water = dough!"],
  ["    Flour,\t  water", "Flour, water"],
  ["\u202Eabc", "abc"],
])("reads %j as %j", (source, words) => {
  expect(firstWords(source)).toBe(words);
});

test("reads the beginning of a long text, and no half of a character", () => {
  const words = firstWords("\u{1F525}".repeat(2_000_000));
  expect(words.length).toBeLessThan(1000);
  expect(words).not.toMatch(/[\uD800-\uDBFF]$/);
});
