// Where the reader was is where the reader comes back to.
import { expect, test, vi } from "vitest";
import type { Commands } from "$lib/ipc";
import { aPage, aPost, aStatus } from "../../test/fakes";
import { open, posts, searchBox } from "../../test/window";

const view = { kind: "new" } as const;
const many = Array.from({ length: 30 }, (_, index) => aPost(100 - index, { content: "Short." }));
const feed: Commands["feed"] = (_view, _search, next) => {
  const at = Number(next ?? 0);
  return Promise.resolve(aPage(many.slice(at, at + 5), at + 5 < many.length ? String(at + 5) : null));
};
const topOf = (id: number) => document.querySelector(`[data-post="${id}"]`)?.getBoundingClientRect().top;

test("the place is found again, to the pixel", async () => {
  await open(aStatus({ reading: [{ view, search: "", post: 83, offset: -37 }] }), { feed });
  await vi.waitFor(() => {
    expect(topOf(83)).toBeCloseTo(-37, 0);
  });
});

test("the place is kept once scrolling has settled", async () => {
  const remember = vi.fn<Commands["remember"]>().mockResolvedValue(null);
  await open(aStatus(), { feed, remember });
  await expect.element(posts().first()).toBeVisible();
  window.scrollTo(0, 900);
  await vi.waitFor(() => {
    expect(remember).toHaveBeenCalled();
  });
  const reading = remember.mock.lastCall?.[0];
  expect(reading?.post).not.toBeNull();
  expect(topOf(reading?.post ?? 0)).toBeCloseTo(reading?.offset ?? NaN, 0);
});

test("the search is part of the place", async () => {
  const find = vi.fn<Commands["feed"]>(feed);
  await open(aStatus({ reading: [{ view, search: "bread", post: null, offset: 0 }] }), { feed: find });
  await expect.element(searchBox()).toHaveValue("bread");
  expect(find).toHaveBeenCalledWith(view, "bread", null);
});
