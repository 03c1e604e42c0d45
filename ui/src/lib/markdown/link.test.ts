import { expect, test } from "vitest";
import { describeLink } from "./link";

test("an address is shown with nothing hidden in it", () => {
  expect(describeLink("https://a.example/\u202Egpj.exe?ö", "x")).toEqual({
    address: "https://a.example/%E2%80%AEgpj.exe?%C3%B6",
    host: "a.example",
    warnings: [],
  });
});

test("letters of other alphabets are shown as what they are", () => {
  const link = describeLink("https://аррӏе.example/", "x");
  expect(link?.host).toMatch(/^xn--/);
  expect(link?.warnings).toHaveLength(1);
});

test("a name before the site does not pass for it", () => {
  const link = describeLink("https://bank.example@evil.example/", "x");
  expect(link?.host).toBe("evil.example");
  expect(link?.warnings[0]).toContain("evil.example");
});

test.each([
  ["bank.example", "https://evil.example/", 1],
  ["https://bank.example/login", "https://evil.example/", 1],
  ["bank.example", "https://www.bank.example/", 0],
  ["https://evil.example/…", "https://evil.example/page", 0],
  ["read this", "https://evil.example/", 0],
  ["ada@bank.example", "mailto:ada@bank.example", 0],
])("text %s on a link to %s: %d warnings", (words, href, count) => {
  expect(describeLink(href, words)?.warnings).toHaveLength(count);
});

test.each([
  "javascript:alert(1)",
  "file:///etc/passwd",
  "no address",
  `https://a.example/${"a".repeat(3000)}`,
])("%s may not be followed", (href) => {
  expect(describeLink(href, "x")).toBeNull();
});
