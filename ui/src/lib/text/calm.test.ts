import { expect, test } from "vitest";
import { calm } from "./calm";

test("a tower of marks is cut to what languages use", () => {
  expect(calm(`a${"\u0301".repeat(5000)}b`)).toBe(`a${"\u0301".repeat(8)}b`);
});

test("letters with a few marks, emoji and other directions stay as they are", () => {
  const text = "Ệ ক্ষ 👩🏽‍🚀 שָׁלוֹם مُحَمَّدٌ \u2067x\u2069";
  expect(calm(text)).toBe(text);
});

test("nothing reads otherwise than it is", () => {
  expect(calm("txt.\u202Egpj")).toBe("txt.gpj");
});
