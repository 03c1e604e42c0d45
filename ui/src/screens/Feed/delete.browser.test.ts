// Deleting posts.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { AccountCommands } from "$lib/ipc";
import { aPost, aStatus, me } from "../../test/fakes";
import { button, feedOf, open, posts } from "../../test/window";

test("deletes after confirming, and keeps a focus", async () => {
  const deletePost = vi.fn<AccountCommands["deletePost"]>().mockResolvedValue(null);
  const { close } = await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me })),
    deletePost,
    closed: () => Promise.resolve(null),
  });
  await button("Delete").click();
  await button("Keep post").click();
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
