// Checks the contrast of every pair of colours: WCAG AA, and AAA where more contrast is wanted.
import { expect, test } from "vitest";
import accents from "./accents.css?raw";
import tokens from "./tokens.css?raw";
import paint from "../../public/paint.css?raw";

const TEXT = 4.5;
const EDGE = 3;

const pairs: [front: string, back: string, ratio: number][] = [
  ["text", "paper", TEXT],
  ["text", "surface", TEXT],
  ["text", "surface-sunken", TEXT],
  ["text", "surface-hover", TEXT],
  ["text", "ember-soft", TEXT],
  ["text", "danger-soft", TEXT],
  ["text-muted", "paper", TEXT],
  ["text-muted", "surface", TEXT],
  ["text-muted", "surface-hover", TEXT],
  ["text-muted", "ember-soft", TEXT],
  ["on-ember", "ember", TEXT],
  ["on-ember", "ember-hover", TEXT],
  ["ember", "paper", TEXT],
  ["ember", "surface", TEXT],
  ["ember", "ember-soft", TEXT],
  ["on-danger", "danger", TEXT],
  ["on-danger", "danger-hover", TEXT],
  ["danger", "surface", TEXT],
  ["danger", "danger-soft", TEXT],
  ["good", "surface", TEXT],
  ...Array.from({ length: 12 }, (_, tone) => ["on-tone", `tone-${tone}`, TEXT] as [string, string, number]),
  ["line-strong", "surface", EDGE],
  ["line-strong", "paper", EDGE],
  ["focus", "paper", EDGE],
  ["focus", "surface", EDGE],
];

type Colours = Map<string, string>;

const [usual = "", more = ""] = tokens.split('[data-contrast="more"]');
const light = colours(usual, 0);
const dark = colours(usual, 1);

/** Of each pair of colours the one for light or for dark. */
function colours(css: string, half: 0 | 1): Colours {
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...pairs].map((match) => [match[1] ?? "", match[2 + half] ?? ""]));
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** AAA asks this much more of text than AA, and who wants more contrast gets it for edges too. */
const MORE = 7 / 4.5;

test.each<[string, number, Colours]>([
  ["light", 1, light],
  ["dark", 1, dark],
  ["light, more contrast", MORE, new Map([...light, ...colours(more, 0)])],
  ["dark, more contrast", MORE, new Map([...dark, ...colours(more, 1)])],
])("%s: colours have enough contrast", (_name, factor, scheme) => {
  const tooWeak = pairs
    .map(([front, back, ratio]) => ({
      front,
      back,
      ratio: ratio * factor,
      is: contrast(scheme.get(front) ?? "", scheme.get(back) ?? ""),
    }))
    .filter(({ is, ratio }) => !(is >= ratio));
  expect(tooWeak).toEqual([]);
});

test.each(
  [...accents.matchAll(/\[data-accent="(\w+)"\] {([^}]*)}/g)].map(([, name = "", css = ""]) => [name, css]),
)("accent %s: colours have enough contrast", (_name, css) => {
  for (const [half, scheme] of [light, dark].entries()) {
    const accented = new Map([...scheme, ...colours(css, half as 0 | 1)]);
    for (const [front, back, ratio] of pairs)
      expect(contrast(accented.get(front) ?? "", accented.get(back) ?? "")).toBeGreaterThanOrEqual(ratio);
  }
});

test("the first frame has the colour of the paper that follows", () => {
  const painted = [...paint.matchAll(/background: (#[0-9a-f]{6})/g)].map((match) => match[1]);
  expect(painted).toEqual([light.get("paper"), dark.get("paper")]);
});
