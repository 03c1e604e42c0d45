// What posts and people offer for the context menu, and what is done when the shell tells what was chosen.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, Commands, ContextMenuLine } from "$lib/ipc";
import { aPost, aStatus, me, type AllCommands } from "../../test/fakes";
import { button, feedOf, open, posts } from "../../test/window";

type Offer = Commands["offerContextMenu"];

/** Opens the window on posts, where what is offered can be read. */
async function withPosts(shown: ReturnType<typeof aPost>[], some: Partial<AllCommands> = {}) {
  const offerContextMenu = vi.fn<Offer>();
  const app = await open(aStatus(), { ...feedOf(...shown), offerContextMenu, ...some });
  await expect.element(posts().first()).toBeVisible();

  /** Opens the menu on an element, and returns what is offered there. */
  async function offered(element: Element): Promise<ContextMenuLine[][]> {
    offerContextMenu.mockClear();
    await userEvent.click(element, { button: "right" });
    expect(offerContextMenu).toHaveBeenCalledOnce();
    return offerContextMenu.mock.lastCall?.[0] ?? [];
  }
  return { ...app, offered };
}

const words = (groups: ContextMenuLine[][]) => groups.map((group) => group.map(({ text }) => text));
const idOf = (groups: ContextMenuLine[][], name: string) =>
  groups.flat().find(({ text }) => text === name)?.id ?? "there is none";
const row = (id: number) => document.querySelector(`[data-post="${id}"]`) ?? document.body;

test("a post offers what can be done with it", async () => {
  const { offered } = await withPosts([
    aPost(3, { mine: true, author: me, voted: true }),
    aPost(2),
    aPost(1, { mine: true, author: me, published: false }),
  ]);
  expect(words(await offered(row(3)))).toEqual([
    ["Open post", "Remove your vote"],
    ["Copy post link", "Copy post text", "Show author’s posts"],
    ["Edit post", "Delete post"],
  ]);
  expect(words(await offered(row(2)))).toEqual([
    ["Open post", "Vote"],
    ["Copy post link", "Copy post text", "Show author’s posts"],
  ]);
  expect(words(await offered(row(1)))[0]).toEqual(["Open post"]);
});

test("its author and the search offer what can be done with a person", async () => {
  const { offered } = await withPosts([aPost(2)]);
  const author = row(2).querySelector(".author") ?? document.body;
  expect(words(await offered(author))).toEqual([["Show posts"], ["Copy email address"]]);
  const face = row(2).querySelector(".avatar") ?? document.body;
  expect(words(await offered(face))).toEqual([["Show posts"], ["Copy email address"]]);
});

test("the keyboard opens it on what has the focus, whatever lies where it opens", async () => {
  const offerContextMenu = vi.fn<Offer>();
  await open(aStatus(), { ...feedOf(aPost(2)), offerContextMenu });
  await expect.element(posts().first()).toBeVisible();
  row(2).querySelector<HTMLElement>(".author")?.focus();
  document.body.dispatchEvent(new MouseEvent("contextmenu", { button: 2, buttons: 0, bubbles: true }));
  const lines = words(offerContextMenu.mock.lastCall?.[0] ?? []);
  expect(lines).toEqual([["Show posts"], ["Copy email address"]]);
});

test("nothing is offered elsewhere", async () => {
  const content = "A [link](https://bread.example) and flour.";
  const { offered } = await withPosts([aPost(2, { content })], {
    post: () => Promise.resolve(aPost(2, { content })),
  });
  expect(await offered(page.getByRole("searchbox").element())).toEqual([]);
  expect(await offered(button("Refresh").element())).toEqual([]);
  await page.getByRole("link", { name: "Title 2" }).click();
  const link = page.getByRole("link", { name: "link", exact: true });
  await expect.element(link).toBeVisible();
  expect(await offered(link.element())).toEqual([]);
});

test("the post that was clicked is acted on, and no other one", async () => {
  const vote = vi.fn<AccountCommands["vote"]>().mockResolvedValue({ voted: true, changed: true });
  const { offered, chooseFromContextMenu, tell } = await withPosts([aPost(3), aPost(2), aPost(1)], { vote });
  const before = idOf(await offered(row(3)), "Vote");
  const now = idOf(await offered(row(2)), "Vote");
  // Of a menu that has closed.
  chooseFromContextMenu(before);
  expect(vote).not.toHaveBeenCalled();
  row(1).querySelector<HTMLElement>("h3")?.focus();
  chooseFromContextMenu(now);
  expect(vote).toHaveBeenCalledExactlyOnceWith(2, true);

  vote.mockClear();
  const gone = idOf(await offered(row(3)), "Vote");
  tell({ kind: "deleted", post: 3 });
  await vi.waitFor(() => {
    expect(row(3)).toBe(document.body);
  });
  chooseFromContextMenu(gone);
  expect(vote).not.toHaveBeenCalled();
});

test("a dialog is answered first", async () => {
  const { offered, chooseFromContextMenu } = await withPosts([aPost(3, { mine: true, author: me })]);
  const lines = await offered(row(3));
  chooseFromContextMenu(idOf(lines, "Delete post"));
  await expect.element(page.getByText("Delete this post?")).toBeVisible();
  chooseFromContextMenu(idOf(lines, "Edit post"));
  await button("Keep post").click();
  expect(document.querySelector("dialog[open]")).toBeNull();
});
