import { afterEach, expect, test, vi } from "vitest";
import { direction, language, locale, setLocale } from ".";

afterEach(() => {
  vi.unstubAllGlobals();
  setLocale();
});

test.each([
  [["ar-MA", "en-US"], "ar"],
  [["de-DE", "ar"], "ar"],
  [["en-GB", "ar-EG"], "en"],
  [["de-DE"], "en"],
  [["arn"], "en"],
])("before the shell answers, %j gives %s", (languages, expected) => {
  vi.stubGlobal("navigator", { languages });
  setLocale();
  expect(language()).toBe(expected);
});

test("the shell's locale wins over the browser's", () => {
  vi.stubGlobal("navigator", { languages: ["en-US"] });
  setLocale({ language: "ar", locale: "ar-EG" });
  expect([language(), locale(), direction()]).toEqual(["ar", "ar-EG", "rtl"]);
});
