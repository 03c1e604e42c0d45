import { expect, test } from "vitest";
import { excerptParts } from "./found";

/** Parts of a text in which what was found stands in angle brackets. */
const parts = (text: string) =>
  text
    .split(/(<[^>]*>)/)
    .filter((part) => part !== "")
    .map((part) => ({ text: part.replace(/[<>]/g, ""), is_match: part.startsWith("<") }));
const shown = (text: string) =>
  excerptParts(parts(text))
    .map((part) => (part.is_match ? `<${part.text}>` : part.text))
    .join("");

test.each([
  ["a **<loaf>** of\n\nbread", "a <loaf> of bread"],
  ["See [the <tape>](https://example.org/a) and go", "See the <tape> and go"],
  // The excerpt begins and ends within a link.
  ["<tape>](https://example.org/a) and [more](https://exa", "<tape> and more"],
  ["![a <moth>](https://example.org/moth.png)", "a <moth>"],
  // It was found in the address.
  ["[tape](https://<example>.org/a)", "tape](https://<example>.org/a)"],
  ["an array[0] (the <first>) 🔥", "an array[0] (the <first>) 🔥"],
])("%j is shown as %j", (text, expected) => {
  expect(shown(text)).toBe(expected);
});
