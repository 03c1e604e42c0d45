// Posts of my own: writing, editing, deleting.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
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
  await button("Save as draft").click();
  await expect.element(posts().first()).toHaveTextContent("Draft");
  await expect.element(posts().first()).toHaveTextContent("Bread");
  expect(createPost).toHaveBeenCalledWith({
    title: "Bread",
    content: "Flour, water, salt.",
    published: false,
  });
  await expect.element(field("Title")).toHaveValue("");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await userEvent.tab();
  await expect.element(field("Title")).toHaveFocus();
  await expect.element(field("Content")).toBeVisible();
});

test("the form rests as one line, and grows below it when it is entered", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(field("Title")).toHaveAttribute("placeholder", "Write a post…");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(button("Publish")).not.toBeInTheDocument();
  const titleAtRest = field("Title").element().getBoundingClientRect();
  await field("Title").click();
  await expect.element(field("Content")).toBeVisible();
  await expect.element(button("Publish")).toBeVisible();
  expect(field("Title").element().getBoundingClientRect()).toEqual(titleAtRest);
});

test("the form stays while something is typed in it, and until it is left on purpose", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await field("Title").fill("B");
  await userEvent.keyboard("{Escape}");
  await expect.element(button("Cancel")).not.toBeInTheDocument();
  await posts().click();
  await expect.element(field("Content")).toBeVisible();
  await field("Title").clear();
  await posts().click();
  await expect.element(field("Content")).toBeVisible();
  await button("Cancel").click();
  await expect.element(field("Content")).not.toBeInTheDocument();
});

test("escape leaves an empty form, and what it complained of with it", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await field("Title").click();
  await button("Publish").click();
  await expect.element(page.getByText("Give the post a title.")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(page.getByText("Give the post a title.")).not.toBeInTheDocument();
  await expect.element(page.getByRole("heading", { name: "Write a post" })).toHaveFocus();
});

test("what was typed outlives a session that ends in the middle", async () => {
  const { send } = await open(aStatus(), feedOf(aPost(1)));
  await field("Title").fill("Half a thought");
  send(aStatus({ account: null, notice: "Your session has ended." }));
  await expect.element(button("Sign in")).toBeVisible();
  send(aStatus());
  await expect.element(field("Title")).toHaveValue("Half a thought");
  await expect.element(field("Content")).toBeVisible();
});

test("my post is edited where it stands", async () => {
  await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me, votes: 5 })),
    post: () => Promise.resolve(aPost(1)),
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
  const { close } = await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me })),
    deletePost,
    closed: () => Promise.resolve(null),
  });
  await button("Delete").click();
  await button("Keep it").click();
  await expect.element(button("Delete")).toHaveFocus();
  expect(deletePost).not.toHaveBeenCalled();
  await button("Delete").click();
  await button("Delete post").click();
  await expect.element(page.getByText("This post will be deleted.")).toBeVisible();
  await expect.element(posts()).toHaveFocus();
  await button("Undo").click();
  await expect.element(page.getByRole("heading", { name: "Title 1" })).toBeVisible();
  await expect.element(posts()).toHaveFocus();
  expect(deletePost).not.toHaveBeenCalled();
  await button("Delete").click();
  await button("Delete post").click();
  // Leaving does not wait for the grace to end, and does what was asked.
  close();
  await expect.element(page.getByText("Nothing here yet.")).toBeVisible();
  expect(deletePost).toHaveBeenCalledOnce();
});

test("other people's posts offer neither", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await expect.element(posts()).toBeVisible();
  await expect.element(button("Edit")).not.toBeInTheDocument();
  await expect.element(button("Delete")).not.toBeInTheDocument();
});
