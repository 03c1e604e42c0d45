import { expect, test } from "vitest";
import { changed, join } from "./change";

const bold = [
  { from: 4, to: 4, insert: "**" },
  { from: 7, to: 7, insert: "**" },
];

test("replacements become one change, of no more than they touch", () => {
  const change = join({ text: "one two three", start: 4, end: 7 }, bold);
  expect(change).toMatchObject({ from: 4, to: 7, insert: "**two**" });
  expect(changed("one two three", change)).toBe("one **two** three");
});

test.each([
  [0, 0, 0, 0],
  [2, 3, 2, 3],
  [5, 6, 7, 8],
  [8, 13, 12, 17],
  [0, 13, 0, 17],
])("what is selected from %d to %d is so from %d to %d", (start, end, from, to) => {
  expect(join({ text: "one two three", start, end }, bold)).toMatchObject({ start: from, end: to });
});

test("a caret in what is taken away comes behind what takes its place", () => {
  const change = join({ text: "1. one", start: 1, end: 1 }, [{ from: 0, to: 3, insert: "- " }]);
  expect([changed("1. one", change), change.start, change.end]).toEqual(["- one", 2, 2]);
});

test("no replacement changes nothing", () => {
  expect(join({ text: "one", start: 1, end: 2 }, [])).toEqual({
    from: 1,
    to: 1,
    insert: "",
    start: 1,
    end: 2,
  });
});
