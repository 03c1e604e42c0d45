import { afterEach, expect, test, vi } from "vitest";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { setLocale, t, tIn } from ".";

const SOURCES: Record<string, string> = {
  en: "greeting = Hello, { $name }!\nonly-english = Only here\ncount = { $count } posts",
  ar: "greeting = مرحبًا { $name }!\ncount = { $count } منشورات",
};

vi.mock("./messages", async (original) => ({
  ...(await original<typeof import("./messages")>()),
  bundleOf: (language: string, locale: string, useIsolating: boolean) => {
    const bundle = new FluentBundle([locale, language], { useIsolating });
    bundle.addResource(new FluentResource(SOURCES[language] ?? ""));
    return bundle;
  },
}));

afterEach(() => {
  setLocale();
});

test("a message is in the language that was chosen last", () => {
  setLocale({ language: "en", locale: "en" });
  expect(t("greeting", { name: "Ada" })).toBe("Hello, Ada!");
  setLocale({ language: "ar", locale: "ar-u-nu-arab" });
  expect(t("greeting", { name: "Ada" })).toContain("مرحبًا");
});

test("isolates names only where directions mix", () => {
  expect(tIn("en", "greeting", { name: "ليلى" })).toBe("Hello, \u2068ليلى\u2069!");
  expect(tIn("ar", "greeting", { name: "Ada" })).toBe("مرحبًا \u2068Ada\u2069!");
});

test("numbers are grouped as the language does", () => {
  expect(tIn("en", "count", { count: 12_345 })).toBe("12,345 posts");
});

test("what a language lacks is said in English", () => {
  expect(tIn("ar", "only-english")).toBe("Only here");
});

test("an unknown id is logged and returned", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(t("nowhere")).toBe("nowhere");
  expect(log).toHaveBeenCalled();
});
