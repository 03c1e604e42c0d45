import { expect, test } from "vitest";
import { stripBidiAndZalgo } from "./strip-bidi-and-zalgo";

test("cuts stacked marks to what languages use", () => {
  expect(stripBidiAndZalgo(`a${"\u0301".repeat(5000)}b`)).toBe(`a${"\u0301".repeat(8)}b`);
});

test("keeps marks, emoji and right-to-left text", () => {
  const text = "Ệ ক্ষ 👩🏽‍🚀 שָׁלוֹם مُحَمَّدٌ \u2067x\u2069";
  expect(stripBidiAndZalgo(text)).toBe(text);
});

test("removes overrides of the direction", () => {
  expect(stripBidiAndZalgo("txt.\u202Egpj")).toBe("txt.gpj");
});
