// The layout of the home screen: what fits into a window, one column, two and three.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aPage, aPost, aStatus, me, type AllCommands } from "../../test/fakes";
import { button, chooseInAccountMenu, open, posts } from "../../test/window";

const many = Array.from({ length: 40 }, (_, index) => aPost(100 - index, { content: "A few words." }));
const commands: Partial<AllCommands> = {
  feed: () => Promise.resolve(aPage(many)),
  post: (id) => Promise.resolve(aPost(id, { content: `${"word ".repeat(3000)}end` })),
};
const row = (id: number) => page.getByRole("feed").getByRole("article", { name: `Title ${id}`, exact: true });
const pane = () => page.getByRole("region", { name: "Post", exact: true });
const openPost = (id: number) => pane().getByRole("heading", { name: `Title ${id}`, exact: true });
const boxOf = (selector: string) =>
  document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect(NaN, NaN);

async function openAt(width: number, height: number, some: Partial<AllCommands> = {}) {
  const app = await open(aStatus(), { ...commands, ...some });
  await page.viewport(width, height);
  await expect.element(posts().first()).toBeVisible();
  return app;
}

test("six short posts fit into 1000 x 760 with a menu bar", async () => {
  await openAt(1000, 730);
  await vi.waitFor(() => {
    const whole = [...document.querySelectorAll("article")].filter(
      (post) => post.getBoundingClientRect().bottom <= 730,
    );
    expect(whole.length).toBeGreaterThanOrEqual(6);
  });
  expect(boxOf("article").top).toBeLessThan(130);
});

test("the sidebar stands beside the list from 900 pixels", async () => {
  await openAt(900, 700);
  expect(boxOf("header").right).toBeLessThanOrEqual(boxOf("main").left);
  await page.viewport(899, 700);
  expect(boxOf("header").bottom).toBeLessThanOrEqual(boxOf("main").top);
});

test("a post opens beside its list from 1200 pixels, and in its place below", async () => {
  await openAt(1200, 700);
  await row(98).click();
  await expect.element(openPost(98)).toHaveFocus();
  await expect.element(row(98)).toHaveAttribute("aria-current", "true");
  await expect.element(row(97)).toBeVisible();
  await row(97).click();
  await expect.element(openPost(97)).toBeVisible();
  await expect.element(row(98)).not.toHaveAttribute("aria-current");
  await page.viewport(1199, 700);
  await expect.element(posts()).toHaveAttribute("data-post", "97");
  await expect.element(page.getByRole("feed")).not.toBeInTheDocument();
  await button("Back").click();
  await expect.element(row(98)).toBeVisible();
});

test("opening and closing beside the list leaves the list where it is", async () => {
  await openAt(1400, 800);
  window.scrollTo(0, 900);
  const id = await vi.waitFor(() => {
    const inView = [...document.querySelectorAll<HTMLElement>("[data-post]")].find((post) => {
      const { top } = post.getBoundingClientRect();
      return top > 200 && top < 500;
    });
    expect(inView).toBeDefined();
    return Number(inView?.dataset["post"]);
  });
  const y = window.scrollY;
  expect(y).toBeGreaterThan(0);
  await row(id).click();
  await expect.element(openPost(id)).toHaveFocus();
  expect(window.scrollY).toBe(y);
  await userEvent.keyboard("{Escape}");
  await expect.element(openPost(id)).not.toBeInTheDocument();
  await expect.element(row(id)).toHaveFocus();
  expect(window.scrollY).toBe(y);
});

test("the list's keys go on beside an open post", async () => {
  await openAt(1400, 800);
  await userEvent.keyboard("j{Enter}");
  await expect.element(openPost(100)).toHaveFocus();
  await userEvent.keyboard("j");
  await expect.element(row(99)).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(openPost(99)).toHaveFocus();
  await button("Close").click();
  await expect.element(row(99)).toHaveFocus();
});

test("a post is edited in the sheet, over where it is open", async () => {
  const mine = aPost(100, { mine: true, author: me });
  await openAt(1400, 800, {
    feed: () => Promise.resolve(aPage([mine, ...many.slice(1)])),
    post: () => Promise.resolve(mine),
  });
  await row(100).click();
  await expect.element(openPost(100)).toHaveFocus();
  await userEvent.keyboard("e");
  await expect.element(page.getByRole("dialog").getByRole("textbox", { name: "Title" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(openPost(100)).toHaveFocus();
});

test("selecting words of a row opens nothing", async () => {
  await openAt(1000, 700);
  const words = row(99).getByText("A few words.").element();
  getSelection()?.selectAllChildren(words);
  (words as HTMLElement).click();
  getSelection()?.removeAllRanges();
  await expect.element(page.getByRole("feed")).toBeVisible();
  (words as HTMLElement).click();
  await expect.element(page.getByRole("feed")).not.toBeInTheDocument();
});

test("the actions of a row appear without moving anything, and by Tab", async () => {
  await openAt(1000, 700);
  const copy = row(99).getByRole("button", { name: "Copy link" });
  const shown = () => getComputedStyle(copy.element().closest(".actions") ?? document.body).opacity;
  const before = row(98).element().getBoundingClientRect().top;
  expect(shown()).toBe("0");
  row(99).getByRole("button", { name: "Vote" }).element().focus();
  await userEvent.tab();
  await expect.element(copy).toHaveFocus();
  expect(shown()).toBe("1");
  expect(row(98).element().getBoundingClientRect().top).toBe(before);
});

test("the actions of a row cover no word of it", async () => {
  const author = { ...me, email: `${"a-long-name-".repeat(4)}@example.com` };
  const mine = aPost(100, { mine: true, author, edited_at: new Date().toISOString() });
  await openAt(420, 700, { feed: () => Promise.resolve(aPage([mine, ...many.slice(1)])) });
  row(100).getByRole("button", { name: "Edit" }).element().focus();
  const edited = row(100).getByText("edited").element().getBoundingClientRect();
  expect(edited.width).toBeGreaterThan(0);
  expect(edited.right).toBeLessThanOrEqual(boxOf("article .actions").left);
});

test("a server with one list has its sidebar, too", async () => {
  const { features } = aStatus();
  const only = { ...features, sort: false, user_posts: false, drafts: false };
  await open(aStatus({ features: only }), commands);
  await page.viewport(1000, 700);
  const lists = page.getByRole("navigation", { name: "Lists of posts" });
  await expect.element(lists.getByRole("button", { name: "Posts" })).toHaveAttribute("aria-current", "page");
  await lists.getByRole("button", { name: "Outbox" }).click();
  await expect.element(page.getByText("Nothing is waiting to be sent.")).toBeVisible();
  await lists.getByRole("button", { name: "Posts" }).click();
  await expect.element(posts().first()).toBeVisible();
  // In one column it would take a line for nothing.
  await page.viewport(420, 700);
  await expect.element(lists).not.toBeInTheDocument();
});

test.each([
  [420, 700],
  [210, 350],
  [160, 450],
])("nothing covers anything or is cut at %d x %d", async (width, height) => {
  const { tell } = await openAt(width, height);
  tell({ kind: "created", post: 200, owner: 2 });
  await expect.element(button("1 new post")).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  const boxes = [...document.querySelectorAll("header :is(button, input), main :is(h2, a, button, input)")]
    .filter((it) => it.checkVisibility({ opacityProperty: true }) && !it.closest(".mode"))
    .map((it) => ({ it, box: it.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.bottom < height * 3);
  for (const { it, box } of boxes)
    for (const { it: other, box: next } of boxes) {
      if (it === other || it.contains(other) || other.contains(it)) continue;
      // The cross stands in the field that it clears.
      if ([it, other].some((one) => one.closest("form[role=search]"))) continue;
      const overlaps =
        Math.min(box.right, next.right) - Math.max(box.left, next.left) > 1 &&
        Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top) > 1;
      expect(overlaps, `${it.outerHTML} and ${other.outerHTML}`).toBe(false);
    }
});

test("lines of text stay readable in a window of 2560 pixels", async () => {
  await openAt(2560, 1300);
  await row(99).click();
  await expect.element(openPost(99)).toHaveFocus();
  const letters = (selector: string) => {
    const element = document.querySelector(selector) ?? document.body;
    const pen = document.createElement("canvas").getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.font = getComputedStyle(element).font;
    return (element.getBoundingClientRect().width / pen.measureText("a few words of a text ").width) * 22;
  };
  expect(letters(".reading .markdown p")).toBeLessThan(80);
  expect(boxOf(".reading").right).toBeGreaterThan(2500);
});

test("the account's menu opens by keyboard, and gives the focus back", async () => {
  await openAt(1000, 700);
  const account = page.getByRole("button", { name: "Signed in as" });
  account.element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("menuitem", { name: "Add an account…" })).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(page.getByRole("menuitem", { name: "Sign out" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(account).toHaveFocus();
  await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
});

test("an account is added from the account's menu", async () => {
  const addAccount = vi.fn<Commands["addAccount"]>().mockResolvedValue(null);
  await openAt(1000, 700, { addAccount });
  await chooseInAccountMenu("Add an account…");
  await vi.waitFor(() => {
    expect(addAccount).toHaveBeenCalledOnce();
  });
});

test("New post opens the form from anywhere, and Escape leads back", async () => {
  await openAt(1400, 800);
  window.scrollTo(0, 900);
  await expect.element(row(92)).toBeVisible();
  await button("New post").click();
  await expect.element(page.getByRole("textbox", { name: "Title" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(button("New post")).toHaveFocus();
  await vi.waitFor(() => {
    expect(window.scrollY).toBeCloseTo(900, -1);
  });
});

test("going elsewhere closes the sheet and keeps its text", async () => {
  await openAt(1400, 800);
  await userEvent.keyboard("n");
  await expect.element(button("Publish")).toBeVisible();
  await userEvent.keyboard("Bread{Alt>}{ArrowLeft}{/Alt}");
  // Back is no key of the sheet; a list is chosen in the palette, or in the menu bar.
  await expect.element(button("Publish")).toBeVisible();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("My posts");
  await userEvent.keyboard("{Enter}");
  await expect.element(button("Publish")).not.toBeInTheDocument();
  await expect.element(button("Continue")).toBeVisible();
});

test("New post opens the form", async () => {
  await openAt(1000, 700);
  await button("New post").click();
  await expect.element(page.getByRole("textbox", { name: "Title" })).toHaveFocus();
  await expect.element(button("Publish")).toBeVisible();
});

test("the number of drafts is there without a visit", async () => {
  await open(aStatus(), {
    feed: (view) => Promise.resolve(aPage(view.kind === "drafts" ? [aPost(7), aPost(8)] : [aPost(1)])),
  });
  await page.viewport(1000, 700);
  await vi.waitFor(
    () => {
      expect(page.getByRole("listitem").filter({ hasText: "Drafts" }).element().textContent).toContain("2");
    },
    { timeout: 5000 },
  );
});
