// The page of one post.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, Commands } from "$lib/ipc";
import { aFailure, aPage, aPost, aStatus, me, type AllCommands } from "../../test/fakes";
import { button, open, posts } from "../../test/window";

const many = Array.from({ length: 40 }, (_, index) => aPost(100 - index));
const commands: Partial<AllCommands> = {
  feed: () => Promise.resolve(aPage(many)),
  post: (id) => Promise.resolve(aPost(id, { content: `${"word ".repeat(500)}end` })),
};
const title = (name: string) => page.getByRole("link", { name, exact: true });
const topOf = (id: number) => document.querySelector(`[data-post="${id}"]`)?.getBoundingClientRect().top;

/** Opens post 80 from the middle of the list; resolves to where it stood. */
async function openFromTheMiddle(some: Partial<AllCommands> = {}) {
  const app = await open(aStatus(), { ...commands, ...some });
  await expect.element(posts().first()).toBeVisible();
  // Clear of the header: what is behind it is scrolled before it is clicked.
  await vi.waitFor(() => {
    window.scrollBy(0, Math.min(300, (topOf(80) ?? Infinity) - 250));
    expect(topOf(80)).toBeCloseTo(250, -1);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = topOf(80);
  await title("Title 80").click();
  await expect.element(button("Copy link")).toBeVisible();
  return { ...app, before };
}

test("a post opens whole, with its permanent address", async () => {
  await openFromTheMiddle();
  await expect.element(posts()).toHaveTextContent("end");
  await expect.element(page.getByRole("heading", { name: "Title 80" })).toHaveFocus();
  expect(window.scrollY).toBe(0);
  const copy = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await button("Copy link").click();
  expect(copy).toHaveBeenCalledWith("hearth://post/80?server=this-computer");
  await expect.element(page.getByText("Link copied")).toBeVisible();
});

test.each(["{Escape}", "{Alt>}{ArrowLeft}{/Alt}", "button"])(
  "%s leads back to the same position",
  async (way) => {
    const { before } = await openFromTheMiddle();
    if (way === "button") await button("Back").click();
    else await userEvent.keyboard(way);
    await vi.waitFor(() => {
      expect(topOf(80)).toBeCloseTo(before ?? NaN, 0);
    });
  },
);

test("Escape in a field of the editor is the editor's", async () => {
  const mine = aPost(1, { mine: true, author: me });
  await open(aStatus({ pending_destination: { kind: "post", id: 1, server: null } }), {
    ...commands,
    post: () => Promise.resolve(mine),
  });
  await button("Edit").click();
  await page.getByRole("textbox", { name: "Title" }).click();
  await userEvent.keyboard("{Escape}");
  await expect.element(button("Copy link")).toBeVisible();
});

test("a link from outside opens its post once", async () => {
  const linkShown = vi.fn<Commands["linkShown"]>().mockResolvedValue(null);
  const { send } = await open(aStatus({ pending_destination: { kind: "post", id: 7, server: null } }), {
    ...commands,
    linkShown,
  });
  await expect.element(page.getByRole("heading", { name: "Title 7" })).toBeVisible();
  expect(linkShown).toHaveBeenCalledTimes(1);
  send(aStatus({ pending_destination: null }));
  await button("Back").click();
  await expect.element(posts().nth(2)).toBeVisible();
  send(aStatus({ pending_destination: { kind: "post", id: 8, server: null } }));
  await expect.element(page.getByRole("heading", { name: "Title 8" })).toBeVisible();
});

test("a post that is not there is said to be gone", async () => {
  const gone = () => Promise.reject(aFailure("not_found", "Gone."));
  await open(aStatus({ pending_destination: { kind: "post", id: 7, server: null } }), {
    ...commands,
    post: gone,
  });
  await expect.element(page.getByRole("heading", { name: "This post is no longer available" })).toBeVisible();
  await button("Back").click();
  await expect.element(posts().first()).toBeVisible();
});

test("says when the open post is deleted", async () => {
  const { tell } = await openFromTheMiddle();
  tell({ kind: "deleted", post: 80 });
  await expect.element(page.getByRole("heading", { name: "This post is no longer available" })).toBeVisible();
});

test("a post that cannot be read can be tried again", async () => {
  const post = vi.fn<AccountCommands["post"]>().mockRejectedValueOnce(aFailure("unreachable", "No answer."));
  post.mockResolvedValue(aPost(7));
  await open(aStatus({ pending_destination: { kind: "post", id: 7, server: null } }), { ...commands, post });
  await expect.element(page.getByText("No answer.")).toBeVisible();
  await button("Try again").click();
  await expect.element(page.getByRole("heading", { name: "Title 7" })).toBeVisible();
});

test("deleting my post leads back to the list", async () => {
  const mine = aPost(80, { mine: true, author: me });
  await openFromTheMiddle({ post: () => Promise.resolve(mine), deletePost: () => Promise.resolve(null) });
  await button("Delete").click();
  await button("Delete post").click();
  await expect.element(title("Title 79")).toBeVisible();
  await expect.element(title("Title 80")).not.toBeInTheDocument();
});

test("a vote on the page is the vote in the list", async () => {
  await openFromTheMiddle({ vote: (_id, up) => Promise.resolve({ voted: up, changed: true }) });
  await button("Vote, 0 votes").click();
  await button("Back").click();
  const post = page.getByRole("article", { name: "Title 80" });
  await expect.element(post.getByRole("button", { name: "Vote, 1 vote" })).toBeVisible();
});

test("a post is begun where one reads, which stays", async () => {
  await openFromTheMiddle();
  const title = page.getByRole("textbox", { name: "Title" });
  const heading = page.getByRole("heading", { name: "Title 80" });
  await expect.element(heading).toHaveFocus();
  await userEvent.keyboard("n");
  await expect.element(title).toHaveFocus();
  await userEvent.keyboard("Bread{Escape}");
  await expect.element(title).not.toBeInTheDocument();
  await expect.element(button("Copy link")).toBeVisible();
  await expect.element(heading).toHaveFocus();
  await userEvent.keyboard("n");
  await expect.element(title).toHaveValue("Bread");
  await button("Discard").click();
  await expect.element(title).not.toBeInTheDocument();
  await expect.element(button("Copy link")).toBeVisible();
});

const finding = () => page.getByRole("searchbox", { name: "Find in post" });

async function readWith(content: string, some: Partial<AllCommands> = {}) {
  await open(aStatus({ pending_destination: { kind: "post", id: 7, server: null } }), {
    ...commands,
    post: () => Promise.resolve(aPost(7, { title: "Rye bread", content })),
    ...some,
  });
  await expect.element(page.getByRole("heading", { name: "Rye bread" })).toBeVisible();
}

const marked = (name: string) =>
  [...(CSS.highlights.get(name) ?? [])].map((range) => (range as Range).toString());

test("Ctrl+F finds in the post that is read, and nowhere else", async () => {
  await readWith("Bread, **bre**ad\n\nand water.");
  await userEvent.keyboard("{Control>}f{/Control}");
  await expect.element(finding()).toHaveFocus();
  await userEvent.keyboard("bread");
  await expect.element(page.getByText("1 of 3")).toBeVisible();
  expect(marked("found")).toEqual(["bread", "Bread", "bread"]);
  await userEvent.keyboard("{Enter}{Control>}g{/Control}");
  await expect.element(page.getByText("3 of 3")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("1 of 3")).toBeVisible();
  await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
  await expect.element(page.getByText("3 of 3")).toBeVisible();
  await userEvent.keyboard(" of the world");
  await expect.element(page.getByText("No results")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(finding()).not.toBeInTheDocument();
  expect(marked("found")).toEqual([]);
  await expect.element(page.getByRole("heading", { name: "Rye bread" })).toBeVisible();
});

test("what was found is selected when the bar is closed", async () => {
  await readWith("Flour and water.");
  await userEvent.keyboard("{Control>}f{/Control}water{Escape}");
  expect(getSelection()?.toString()).toBe("water");
});

test("Ctrl+P prints the post", async () => {
  const printPage = vi.fn<Commands["printPage"]>().mockResolvedValue(null);
  await readWith("Flour.", { printPage });
  await userEvent.keyboard("{Control>}p{/Control}");
  expect(printPage).toHaveBeenCalledOnce();
});
