import { expect, test } from "vitest";
import { applyMarked } from "../../test/marked";
import { toggleLink } from "./link-words";

test.each([
  ["the ‹bakery› here", "the [bakery](‹https://›) here"],
  ["‹ bakery ›", " [bakery](‹https://›) "],
  ["‹المخبز›", "[المخبز](‹https://›)"],
  ["see |", "see [|](https://)"],
  ["‹https://bread.example/loaf›", "[|](https://bread.example/loaf)"],
])("makes a link: %s", (before, after) => {
  expect(applyMarked(before, toggleLink)).toBe(after);
});

test.each([
  ["the [bakery](‹https://›) here", "the ‹bakery› here"],
  ["the [ba|kery](https://bread.example) here", "the ‹bakery› here"],
  ["‹[bakery](https://bread.example)›", "‹bakery›"],
  ["[one](https://a.example) [t‹w›o](https://b.example)", "[one](https://a.example) ‹two›"],
])("takes a link away: %s", (before, after) => {
  expect(applyMarked(before, toggleLink)).toBe(after);
});

test("a picture is no link, and beside a link a new one begins", () => {
  expect(applyMarked("![a|](https://a.example)", toggleLink)).toBe("![a[|](https://)](https://a.example)");
  expect(applyMarked("[a](https://a.example)|", toggleLink)).toBe("[a](https://a.example)[|](https://)");
});
