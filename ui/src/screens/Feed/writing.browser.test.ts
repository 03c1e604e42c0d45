// Posts of my own: writing, editing, deleting.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aPost, aStatus, me } from "../../test/fakes";
import { button, feedOf, field, open, posts } from "../../test/window";

test("a post is written, and the form is ready for the next", async () => {
  const createPost = vi.fn<Commands["createPost"]>((input) =>
    Promise.resolve(aPost(2, { ...input, author: me, mine: true, votes: null, voted: null })),
  );
  await open(aStatus(), { ...feedOf(aPost(1)), createPost });
  await field("Title").fill("Bread");
  await field("Content").fill("Flour, water, salt.");
  await button("Save draft").click();
  await expect.element(posts().first()).toHaveTextContent("Draft");
  await expect.element(posts().first()).toHaveTextContent("Bread");
  expect(createPost).toHaveBeenCalledWith({
    title: "Bread",
    content: "Flour, water, salt.",
    published: false,
  });
  await expect.element(field("Title")).toHaveValue("");
});

test("what was typed outlives a session that ends in the middle", async () => {
  const { send } = await open(aStatus(), feedOf(aPost(1)));
  await field("Title").fill("Half a thought");
  send(aStatus({ account: null, notice: "Your session has ended." }));
  await expect.element(button("Sign in")).toBeVisible();
  send(aStatus());
  await expect.element(field("Title")).toHaveValue("Half a thought");
});

test("my post is edited where it stands", async () => {
  await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me, votes: 5 })),
    updatePost: (id, input) => Promise.resolve(aPost(id, { ...input, mine: true, author: me, votes: null })),
  });
  await button("Edit").click();
  const editor = posts().getByRole("textbox", { name: "Title" });
  await expect.element(editor).toHaveFocus();
  await editor.fill("Better");
  await button("Save changes").click();
  await expect.element(page.getByRole("heading", { name: "Better" })).toBeVisible();
  await expect.element(button("Vote, 5 votes")).toBeVisible();
  await expect.element(button("Edit")).toHaveFocus();
});

test("my post is deleted only after a question, and the focus has a place to be", async () => {
  const deletePost = vi.fn<Commands["deletePost"]>().mockResolvedValue(null);
  await open(aStatus(), { ...feedOf(aPost(1, { mine: true, author: me })), deletePost });
  await button("Delete").click();
  await button("Keep it").click();
  await expect.element(button("Delete")).toHaveFocus();
  expect(deletePost).not.toHaveBeenCalled();
  await button("Delete").click();
  await button("Delete post").click();
  await expect.element(page.getByText("Nothing here yet.")).toBeVisible();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
});

test("other people's posts offer neither", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(posts()).toBeVisible();
  await expect.element(button("Edit")).not.toBeInTheDocument();
  await expect.element(button("Delete")).not.toBeInTheDocument();
});
