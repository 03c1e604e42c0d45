import { afterEach, expect, test, vi } from "vitest";
import { direction, language, locale, setLanguage } from ".";

afterEach(() => {
  vi.unstubAllGlobals();
  setLanguage("system");
});

test.each([
  [["ar-MA", "en-US"], "ar", "ar-MA"],
  [["de-DE", "ar"], "ar", "ar-u-nu-arab"],
  [["en-GB", "ar-EG"], "en", "en-GB"],
  [["de-DE"], "en", "en"],
])("a system that reads %j is spoken to in %s, with the customs of %s", (languages, expected, customs) => {
  vi.stubGlobal("navigator", { languages });
  setLanguage("system");
  expect([language(), locale()]).toEqual([expected, customs]);
});

test("what was chosen counts more than the system", () => {
  vi.stubGlobal("navigator", { languages: ["en-US", "ar-EG"] });
  setLanguage("ar");
  expect([language(), locale(), direction()]).toEqual(["ar", "ar-EG", "rtl"]);
});
