import { describe, expect, test } from "vitest";
import { applyMarked } from "../../test/marked";
import { continueLine, toggleBullets, toggleNumbers, toggleQuote } from "./blocks";

describe("there and back", () => {
  test.each([
    ["o|ne", "- o|ne"],
    ["|one", "- |one"],
    ["|", "- |"],
    ["one\n|\ntwo", "one\n- |\ntwo"],
    ["‹one\n\ntwo›", "‹- one\n\n- two›"],
    ["> o|ne", "> - o|ne"],
    ["  o|ne", "  - o|ne"],
    ["‹خبز\nملح 🔥›", "‹- خبز\n- ملح 🔥›"],
    ["one ‹two› three", "- one ‹two› three"],
  ])("bullets: %j", (plain, list) => {
    expect(applyMarked(plain, toggleBullets)).toBe(list);
    expect(applyMarked(list, toggleBullets)).toBe(plain);
  });

  test.each([
    ["‹one\ntwo\n\nthree›", "‹1. one\n2. two\n\n3. three›"],
    ["o|ne", "1. o|ne"],
  ])("numbers: %j", (plain, list) => {
    expect(applyMarked(plain, toggleNumbers)).toBe(list);
    expect(applyMarked(list, toggleNumbers)).toBe(plain);
  });

  test.each([
    ["o|ne", "> o|ne"],
    ["|", "> |"],
    ["‹one\n\ntwo›", "‹> one\n> \n> two›"],
    ["- o|ne", "> - o|ne"],
  ])("quote: %j", (plain, quote) => {
    expect(applyMarked(plain, toggleQuote)).toBe(quote);
    expect(applyMarked(quote, toggleQuote)).toBe(plain);
  });
});

test("one kind of list becomes the other", () => {
  expect(applyMarked("‹- one\n* two›", toggleNumbers)).toBe("‹1. one\n2. two›");
  expect(applyMarked("‹1. one\n2) two›", toggleBullets)).toBe("‹- one\n- two›");
  expect(applyMarked("‹- one\ntwo›", toggleBullets)).toBe("‹- one\n- two›");
});

test("a numbered list goes on from the one above", () => {
  expect(applyMarked("3. three\nf|our", toggleNumbers)).toBe("3. three\n4. f|our");
});

test("a line that the selection only ends before is left alone", () => {
  expect(applyMarked("‹one\n›two", toggleBullets)).toBe("‹- one\n›two");
});

test("a task becomes a line of words", () => {
  expect(applyMarked("- [x] do|ne", toggleBullets)).toBe("do|ne");
});

test.each([
  ["- one|", "- one\n- |"],
  ["* one|", "* one\n* |"],
  ["- o|ne", "- o\n- |ne"],
  ["9. nine|", "9. nine\n10. |"],
  ["2) two|", "2) two\n3) |"],
  ["  - deep|", "  - deep\n  - |"],
  ["- [x] done|", "- [x] done\n- [ ] |"],
  ["> said|", "> said\n> |"],
  ["> - quoted|", "> - quoted\n> - |"],
  ["- خبز|", "- خبز\n- |"],
  ["- 👩‍🍳|", "- 👩‍🍳\n- |"],
  ["one\n- two|\nthree", "one\n- two\n- |\nthree"],
])("Enter goes on with %j", (before, after) => {
  expect(applyMarked(before, continueLine)).toBe(after);
});

test.each([
  ["- |", "|"],
  ["- one\n- |", "- one\n\n|"],
  ["- one\n\n- |", "- one\n\n|"],
  ["> - one\n> - |", "> - one\n>\n> |"],
  ["> one\n> |", "> one\n\n|"],
  ["1. |", "|"],
  ["- [ ] |", "|"],
  ["> |", "|"],
  ["> - |", "> |"],
  ["  - |", "|"],
])("Enter ends at %j", (before, after) => {
  expect(applyMarked(before, continueLine)).toBe(after);
});

test.each([
  "words|",
  "|- one", // before the sign
  "-| one",
  "‹- one›",
  "-one|",
  "1.5 loaves|",
  "**bold**|",
  "---|",
  "```\n- one|",
  "- a\n\n~~~\n1. one|",
])("Enter is only Enter at %j", (text) => {
  expect(applyMarked(text, continueLine)).toBeNull();
});

test("behind a block of code lists go on again", () => {
  expect(applyMarked("```\ncode\n```\n- one|", continueLine)).toBe("```\ncode\n```\n- one\n- |");
});

test("a long text takes no time to speak of", () => {
  const text = `${"- one line of many\n".repeat(5000)}- last|`;
  const begin = performance.now();
  expect(applyMarked(text, continueLine)).toMatch(/- last\n- \|$/);
  expect(applyMarked(`‹${text.slice(0, -1)}›`, toggleNumbers)).toContain("5001. last");
  expect(performance.now() - begin).toBeLessThan(500);
});
