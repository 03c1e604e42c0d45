import { afterEach, expect, test, vi } from "vitest";
import { direction, language, locale, speak } from ".";

afterEach(() => {
  vi.unstubAllGlobals();
  speak();
});

test.each([
  [["ar-MA", "en-US"], "ar"],
  [["de-DE", "ar"], "ar"],
  [["en-GB", "ar-EG"], "en"],
  [["de-DE"], "en"],
  [["arn"], "en"],
])("until the shell has spoken, a page that is to read %j is in %s", (languages, expected) => {
  vi.stubGlobal("navigator", { languages });
  speak();
  expect(language()).toBe(expected);
});

test("what the shell says counts, whatever the page is to read", () => {
  vi.stubGlobal("navigator", { languages: ["en-US"] });
  speak({ language: "ar", locale: "ar-EG" });
  expect([language(), locale(), direction()]).toEqual(["ar", "ar-EG", "rtl"]);
});
