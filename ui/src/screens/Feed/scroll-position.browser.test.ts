// The scroll position is saved and restored.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands } from "$lib/ipc";
import { aPage, aPost, aStatus } from "../../test/fakes";
import { button, field, open, posts, searchBox } from "../../test/window";

const view = { kind: "new" } as const;
const many = Array.from({ length: 30 }, (_, index) => aPost(100 - index, { content: "Short." }));
const feed: AccountCommands["feed"] = (_view, _search, next) => {
  const at = Number(next ?? 0);
  return Promise.resolve(aPage(many.slice(at, at + 5), at + 5 < many.length ? String(at + 5) : null));
};
const topOf = (id: number) => document.querySelector(`[data-post="${id}"]`)?.getBoundingClientRect().top;

test("the position is restored to the pixel", async () => {
  await open(aStatus({ scroll_positions: [{ view, search: "", post: 83, offset: -37 }] }), { feed });
  await vi.waitFor(() => {
    expect(topOf(83)).toBeCloseTo(-37, 0);
  });
});

test("the position is saved once scrolling has settled", async () => {
  const remember = vi.fn<AccountCommands["saveScrollPosition"]>().mockResolvedValue(null);
  await open(aStatus(), { feed, saveScrollPosition: remember });
  await expect.element(posts().first()).toBeVisible();
  window.scrollTo(0, 900);
  await vi.waitFor(() => {
    expect(remember).toHaveBeenCalled();
  });
  const reading = remember.mock.lastCall?.[0];
  expect(reading?.post).not.toBeNull();
  expect(topOf(reading?.post ?? 0)).toBeCloseTo(reading?.offset ?? NaN, 0);
});

test("the search is part of the position", async () => {
  const find = vi.fn<AccountCommands["feed"]>(feed);
  await open(aStatus({ scroll_positions: [{ view, search: "bread", post: null, offset: 0 }] }), {
    feed: find,
  });
  await expect.element(searchBox()).toHaveValue("bread");
  expect(find).toHaveBeenCalledWith(view, "bread", null);
});

test("Escape from a new post leads back to where one read", async () => {
  await open(aStatus(), { feed });
  await page.viewport(800, 420);
  await expect.element(posts().first()).toBeVisible();
  await userEvent.keyboard("jjjj");
  await vi.waitFor(() => {
    expect(document.activeElement).toHaveAttribute("data-post", "97");
  });
  const top = window.scrollY;
  expect(top).toBeGreaterThan(0);
  await userEvent.keyboard("n");
  await expect.element(field("Content")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => {
    expect(window.scrollY).toBeCloseTo(top, -1);
  });
});

test("the post one came from is where it was, below a text that is kept", async () => {
  await open(aStatus(), { feed });
  await expect.element(posts().first()).toBeVisible();
  await userEvent.keyboard("jjjj");
  await vi.waitFor(() => {
    expect(document.activeElement).toHaveAttribute("data-post", "97");
  });
  const top = topOf(97) ?? NaN;
  await userEvent.keyboard("n");
  await expect.element(field("Content")).toBeVisible();
  await userEvent.keyboard("Bread{Escape}");
  await expect.element(page.getByRole("button", { name: "Continue" })).toBeInTheDocument();
  await vi.waitFor(() => {
    expect(document.activeElement).toHaveAttribute("data-post", "97");
    expect(topOf(97)).toBeCloseTo(top, -1);
  });
});

test("where one read is forgotten once the form was left", async () => {
  await open(aStatus(), { feed });
  await page.viewport(800, 420);
  await expect.element(posts().first()).toBeVisible();
  await userEvent.keyboard("jjjj");
  await vi.waitFor(() => {
    expect(window.scrollY).toBeGreaterThan(0);
  });
  await userEvent.keyboard("n");
  await expect.element(field("Content")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  window.scrollTo({ top: 0, behavior: "instant" });
  await button("Write a post…").click();
  await expect.element(field("Content")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(button("Write a post…")).toHaveFocus();
  expect(window.scrollY).toBe(0);
});

test("y copies the link of the post in a list", async () => {
  await open(aStatus(), { feed });
  await expect.element(posts().first()).toBeVisible();
  await userEvent.keyboard("jy");
  await expect.element(page.getByText(/hearth:\/\/post\/100|Link copied/)).toBeVisible();
});

test("the post that keys act on has a ring, after a click too", async () => {
  await open(aStatus(), { feed });
  await searchBox().click();
  await posts().nth(1).getByRole("button", { name: "Copy link" }).click();
  await userEvent.keyboard("j");
  await vi.waitFor(() => {
    expect(document.activeElement).toHaveAttribute("data-post", "98");
    expect(getComputedStyle(document.activeElement ?? document.body).outlineStyle).toBe("solid");
  });
});
