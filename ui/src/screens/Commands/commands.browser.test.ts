// Keyboard, palette and help in a real browser.
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { isSwitch } from "$lib/commands/accounts";
import { ALL } from "$lib/commands/catalogue";
import type { AccountCommands, Commands } from "$lib/ipc";
import { aPage, aPost, aStatus, me } from "../../test/fakes";
import { button, feedOf, field, open, posts, searchBox } from "../../test/window";

const palette = () => page.getByRole("dialog", { name: "Search everything" });
const paletteField = () =>
  page.getByRole("combobox", { name: "Search commands, settings, people and titles" });
const option = (name: string) => page.getByRole("option", { name });
const article = (id: number) => page.getByRole("article", { name: `Title ${id}`, exact: true });

beforeEach(() => {
  localStorage.clear();
});

/** Posts from the newest to the oldest. */
function manyPosts(count: number, first = 1) {
  return Array.from({ length: count }, (_, index) => aPost(first + count - 1 - index));
}

test("j and k walk from post to post, with the focus", async () => {
  await open(aStatus(), feedOf(aPost(3), aPost(2), aPost(1)));
  await expect.element(article(3)).toBeVisible();
  await userEvent.keyboard("j");
  await expect.element(article(3)).toHaveFocus();
  await userEvent.keyboard("jj");
  await expect.element(article(1)).toHaveFocus();
  await userEvent.keyboard("j");
  await expect.element(article(1)).toHaveFocus();
  await userEvent.keyboard("k");
  await expect.element(article(2)).toHaveFocus();
  expect(getComputedStyle(document.activeElement as Element).outlineStyle).toBe("solid");
});

test("j goes through virtual posts and loads more", async () => {
  const feed = vi.fn<AccountCommands["feed"]>((_view, _search, next) =>
    Promise.resolve(next === null ? aPage(manyPosts(20, 21), "older") : aPage(manyPosts(20))),
  );
  await open(aStatus(), { feed });
  await expect.element(article(40)).toBeVisible();
  for (let id = 40; id >= 1; id--) {
    await userEvent.keyboard("j");
    await expect.element(article(id)).toHaveFocus();
  }
});

test("a post is opened, left and found again by keys", async () => {
  const post = aPost(2);
  await open(aStatus(), { ...feedOf(aPost(3), post, aPost(1)), post: () => Promise.resolve(post) });
  await expect.element(article(3)).toBeVisible();
  await userEvent.keyboard("jj{Enter}");
  await expect.element(page.getByRole("heading", { name: "Title 2" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(article(2)).toHaveFocus();
  await userEvent.keyboard("jo");
  await expect.element(button("Back")).toBeVisible();
});

test("u votes for the post with the focus, once a press", async () => {
  const vote = vi.fn<AccountCommands["vote"]>((_id, up) => Promise.resolve({ voted: up, changed: true }));
  await open(aStatus(), { ...feedOf(aPost(2), aPost(1)), vote });
  await expect.element(article(2)).toBeVisible();
  await userEvent.keyboard("u");
  expect(vote).not.toHaveBeenCalled();
  await userEvent.keyboard("ju");
  await expect.poll(() => vote.mock.calls).toEqual([[2, true]]);
  // Held down, a key repeats itself.
  const held = { key: "u", code: "KeyU", bubbles: true, repeat: true };
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", held));
  await userEvent.keyboard("u");
  await expect
    .poll(() => vote.mock.calls)
    .toEqual([
      [2, true],
      [2, false],
    ]);
});

test("keys apply to the post with the focus", async () => {
  const vote = vi.fn<AccountCommands["vote"]>((_id, up) => Promise.resolve({ voted: up, changed: true }));
  await open(aStatus(), { ...feedOf(aPost(3), aPost(2), aPost(1)), vote });
  await expect.element(article(3)).toBeVisible();
  await userEvent.keyboard("jjku");
  await expect.poll(() => vote.mock.calls).toEqual([[3, true]]);
  await userEvent.keyboard("jjkkju");
  await expect.poll(() => vote.mock.lastCall).toEqual([2, true]);
});

test("what leaves hands the focus to its neighbour", async () => {
  const { tell } = await open(aStatus(), feedOf(aPost(3), aPost(2), aPost(1)));
  await expect.element(article(3)).toBeVisible();
  await userEvent.keyboard("jj");
  tell({ kind: "deleted", post: 2 });
  await expect.element(article(1)).toHaveFocus();
  tell({ kind: "deleted", post: 1 });
  await expect.element(article(3)).toHaveFocus();
  tell({ kind: "deleted", post: 3 });
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
});

test("keys edit, delete and restore an own post", async () => {
  const mine = { mine: true, author: me };
  await open(aStatus(), feedOf(aPost(2, mine), aPost(1)));
  await expect.element(article(2)).toBeVisible();
  await userEvent.keyboard("je");
  await expect.element(field("Title")).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(article(2)).toHaveFocus();
  await userEvent.keyboard("#");
  await button("Delete post").click();
  await expect.element(posts().first()).toHaveFocus();
  await userEvent.keyboard("z");
  await expect.element(article(2)).toBeVisible();
  // Another's cannot be.
  await userEvent.keyboard("j#e");
  await expect.element(article(1)).toHaveFocus();
  expect(document.querySelector("dialog[open]")).toBeNull();
});

test("single keys do nothing in fields and dialogs", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await userEvent.keyboard("/");
  await expect.element(searchBox()).toHaveFocus();
  await userEvent.keyboard("gh?n");
  await expect.element(searchBox()).toHaveValue("gh?n");
  await userEvent.keyboard("{Escape}{Escape}n");
  await expect.element(field("Title")).toHaveFocus();
  await userEvent.keyboard("juk?");
  await expect.element(field("Title")).toHaveValue("juk?");
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Title")).not.toBeInTheDocument();
  await userEvent.keyboard("?n/");
  await expect.element(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  expect(document.querySelector("dialog[open]")?.contains(document.activeElement)).toBe(true);
});

test("Ctrl+Enter presses no button", async () => {
  const vote = vi.fn<AccountCommands["vote"]>().mockResolvedValue({ voted: true, changed: true });
  await open(aStatus(), { ...feedOf(aPost(1)), vote });
  const votes = article(1).getByRole("button", { name: /^Vote,/ });
  await expect.element(votes).toBeVisible();
  (votes.element() as HTMLElement).focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(vote).not.toHaveBeenCalled();
  await userEvent.keyboard("{Enter}");
  expect(vote).toHaveBeenCalledOnce();
});

test("a sequence shows its hint, and other keys end it", async () => {
  const feed = vi.fn<AccountCommands["feed"]>().mockResolvedValue(aPage([aPost(1)]));
  await open(aStatus(), { feed });
  await expect.element(article(1)).toBeVisible();
  await userEvent.keyboard("g");
  await expect.element(page.getByText("Drafts").last()).toBeVisible();
  await userEvent.keyboard("n");
  await expect.element(field("Title")).not.toBeInTheDocument();
  await userEvent.keyboard("gt");
  await expect.element(button("Top")).toHaveAttribute("aria-current", "page");
  await expect.element(page.getByRole("heading", { name: "Top", level: 2 })).toHaveFocus();
  await userEvent.keyboard("gs");
  await expect.element(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
});

test("nothing acts while an input method composes", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(article(1)).toBeVisible();
  const composing = { key: "j", code: "KeyJ", bubbles: true, isComposing: true };
  document.body.dispatchEvent(new KeyboardEvent("keydown", composing));
  await expect.element(article(1)).not.toHaveFocus();
});

test("on an Arabic keyboard the same keys act", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(article(1)).toBeVisible();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ت", code: "KeyJ", bubbles: true }));
  await expect.element(article(1)).toHaveFocus();
});

test("the palette runs a command and lists it first next", async () => {
  await open(aStatus(), { ...feedOf(aPost(1)), feed: () => Promise.resolve(aPage([aPost(1)])) });
  await expect.element(article(1)).toBeVisible();
  await userEvent.keyboard("j{Control>}k{/Control}");
  await expect.element(paletteField()).toHaveFocus();
  await userEvent.keyboard("draf{Enter}");
  await expect.element(button("Drafts")).toHaveAttribute("aria-current", "page");
  await expect.element(palette()).not.toBeInTheDocument();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(page.getByRole("option").first()).toHaveTextContent("Drafts");
});

test("arrows move in the palette, Escape restores focus", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(article(1)).toBeVisible();
  await userEvent.keyboard("j{Control>}k{/Control}");
  const active = () => document.querySelector("[role=option][aria-selected=true]");
  const options = () => [...document.querySelectorAll("[role=option]")];
  const named = () => document.activeElement?.getAttribute("aria-activedescendant");
  await expect.element(paletteField()).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(options().indexOf(active() as Element)).toBe(1);
  expect(named()).toBe(active()?.id);
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  expect(active()).toBe(options().at(-1));
  await userEvent.keyboard("{ArrowDown}");
  expect(active()).toBe(options()[0]);
  await userEvent.keyboard("yzzyq{Home}x");
  await expect.element(paletteField()).toHaveValue("xyzzyq");
  await expect.element(page.getByRole("option")).toHaveTextContent("Search posts for");
  await userEvent.keyboard("{Escape}");
  await expect.element(article(1)).toHaveFocus();
});

test("a begun sequence takes no letter from a field", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(article(1)).toBeVisible();
  await userEvent.keyboard("g");
  await searchBox().click();
  await userEvent.keyboard("ham");
  await expect.element(searchBox()).toHaveValue("ham");
});

test("the palette votes for the post that one was at", async () => {
  const vote = vi.fn<AccountCommands["vote"]>().mockResolvedValue({ voted: true, changed: true });
  await open(aStatus(), { ...feedOf(aPost(2), aPost(1)), vote });
  await expect.element(article(2)).toBeVisible();
  await userEvent.keyboard("jj{Control>}k{/Control}vote{Enter}");
  await expect.poll(() => vote.mock.calls).toEqual([[1, true]]);
});

test("the palette works before anybody is signed in", async () => {
  const changeServer = vi.fn<Commands["changeServer"]>().mockResolvedValue(null);
  await open(aStatus({ account: null }), { changeServer });
  await expect.element(field("Email")).toHaveFocus();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(option("Theme: Dark")).toBeVisible();
  await expect.element(option("Write a post")).not.toBeInTheDocument();
  await userEvent.keyboard("xyzzyq");
  await expect.element(page.getByText("No results for “xyzzyq”.")).toBeVisible();
});

test("the help says all keys", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(article(1)).toBeVisible();
  await userEvent.keyboard("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect.element(help).toBeVisible();
  const lines = [...document.querySelectorAll("dialog .line")].map((line) => line.textContent);
  // The accounts have one line together.
  const withKeys = ALL.filter(({ id, keys }) => keys.length > 0 && (!isSwitch(id) || id === "account-1"));
  expect(lines.length).toBe(withKeys.length);
  expect(lines.some((line) => /Next post\s*j$/.test(line.trim()))).toBe(true);
  await userEvent.keyboard("{Escape}");
  await expect.element(help).not.toBeInTheDocument();
});

test("the wheel zooms with Ctrl, a step at a time, and F11 fills the screen", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>(() => Promise.resolve(null));
  const toggleFullScreen = vi.fn<Commands["toggleFullScreen"]>(() => Promise.resolve(null));
  await open(aStatus(), { ...feedOf(aPost(1)), setPreferences, toggleFullScreen });
  await expect.element(article(1)).toBeVisible();
  const wheel = (deltaY: number) =>
    document.body.dispatchEvent(
      new WheelEvent("wheel", { deltaY, ctrlKey: true, bubbles: true, cancelable: true }),
    );
  expect([wheel(-120), wheel(-4)]).toEqual([false, false]);
  await expect.poll(() => setPreferences.mock.calls.map(([{ text_size }]) => text_size)).toEqual([125]);
  await userEvent.keyboard("{F11}");
  expect(toggleFullScreen).toHaveBeenCalledOnce();
});
