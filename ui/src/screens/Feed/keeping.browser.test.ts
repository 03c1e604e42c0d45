// What is written is never lost, and never overwrites what another wrote.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aFailure, aPost, aStatus, me } from "../../test/fakes";
import { button, feedOf, field, open, posts } from "../../test/window";

const mine = aPost(1, { title: "Soup", content: "Water.\nSalt.", mine: true, author: me });
const original = { title: "Soup", content: "Water.\nSalt.", published: true };
const editor = (name: string) => posts().getByRole("textbox", { name });

test("what is typed is kept by itself, and the form says so", async () => {
  const keepWriting = vi.fn<Commands["keepWriting"]>(() => Promise.resolve(null));
  await open(aStatus(), { ...feedOf(), keepWriting });
  await field("Title").fill("Bread");
  await expect.element(page.getByText("Kept on this computer")).toBeVisible();
  expect(keepWriting).toHaveBeenLastCalledWith(
    { place: { kind: "this_computer" }, account: me.id },
    { post: null, title: "Bread", content: "", original: null },
  );
});

test("where it cannot be kept, the form says what to do", async () => {
  const full = aFailure("storage", "What you are writing is not kept on this computer: the disk is full.");
  await open(aStatus(), { ...feedOf(), keepWriting: () => Promise.reject(full) });
  await field("Title").fill("Bread");
  await expect.element(page.getByText(full.message)).toBeVisible();
});

test("what was kept is back at the start: the new post, and the change of another", async () => {
  await open(aStatus(), {
    ...feedOf(mine),
    post: () => Promise.resolve(mine),
    writings: () =>
      Promise.resolve([
        { post: null, title: "Half a", content: "thought", original: null },
        { post: 1, title: "Soup", content: "Water.\nSalt.\nFire.", original },
      ]),
  });
  await expect.element(field("Title").first()).toHaveValue("Half a");
  await expect.element(page.getByRole("heading", { name: "Changes you have not saved yet" })).toBeVisible();
  await button("Go on").click();
  await expect.element(editor("Content")).toHaveValue("Water.\nSalt.\nFire.");
});

test("leaving the app and signing out both keep first what was typed last", async () => {
  const done: string[] = [];
  const { close } = await open(aStatus(), {
    ...feedOf(),
    keepWriting: (_writer, { title }) => Promise.resolve(done.push(`keep ${title}`)).then(() => null),
    closed: () => Promise.resolve(done.push("closed")).then(() => null),
    signOut: () => Promise.resolve(done.push("signed out")).then(() => null),
  });
  await field("Title").fill("Bread");
  close();
  await vi.waitFor(() => {
    expect(done).toEqual(["keep Bread", "closed"]);
  });
  done.length = 0;
  await field("Title").fill("Breads");
  await button("Sign out").click();
  await vi.waitFor(() => {
    expect(done.at(-1)).toBe("signed out");
  });
  expect(done).toContain("keep Breads");
});

test("the text and its preview are side by side where there is room, and otherwise one at a time", async () => {
  await open(aStatus(), feedOf());
  await page.viewport(1200, 700);
  const preview = page.getByRole("region", { name: "Preview" });
  await field("Title").fill("Bread");
  await field("Content").fill("**Flour**");
  await expect.element(preview.getByText("Flour")).toBeVisible();
  await expect.element(field("Content")).toBeVisible();
  await page.viewport(500, 700);
  await expect.element(preview).not.toBeInTheDocument();
  await button("Preview").click();
  await expect.element(preview.getByText("Flour")).toBeVisible();
  await expect.element(field("Content")).not.toBeInTheDocument();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(500);
  // What is wrong with the text is shown where the text is.
  await button("Write").click();
  await field("Content").clear();
  await button("Preview").click();
  await button("Publish").click();
  await expect.element(field("Content")).toHaveFocus();
});

test("a text that nears the limit says how full it is, and one beyond it is not sent", async () => {
  await open(aStatus(), feedOf());
  await field("Title").fill("Long");
  await field("Content").fill("a".repeat(900_000));
  await expect.element(page.getByText("85 % of what a post can hold")).toBeVisible();
  await field("Content").fill("a".repeat(1_048_600));
  await expect.element(page.getByText(/^Too long by \d+ bytes$/)).toBeVisible();
  await button("Publish").click();
  await expect.element(page.getByText("Shorten it or make two of it.")).toBeVisible();
});

async function changeSoup(theirs: Partial<typeof original>) {
  const updatePost = vi.fn<Commands["updatePost"]>((id, input) =>
    Promise.resolve(aPost(id, { ...input, mine: true, author: me, votes: null })),
  );
  const now = { ...mine, ...theirs };
  await open(aStatus(), { ...feedOf(mine), post: () => Promise.resolve(now), updatePost });
  await button("Edit").click();
  await editor("Content").fill("Water.\nSalt.\nMy fire.");
  await button("Save changes").click();
  return updatePost;
}

test("a post that was changed elsewhere is not overwritten unseen: both are shown, and mine can win", async () => {
  const updatePost = await changeSoup({ title: "Broth", content: "Water.\nPepper." });
  await expect.element(page.getByRole("heading", { name: "This post was changed elsewhere" })).toBeVisible();
  const theirs = page.getByRole("region", { name: "What it is now" });
  await expect.element(theirs.getByText("Pepper.")).toBeVisible();
  await expect.element(theirs.getByText("Broth")).toBeVisible();
  await expect.element(page.getByRole("region", { name: "Yours" }).getByText("My fire.")).toBeVisible();
  expect(updatePost).not.toHaveBeenCalled();
  await button("Go on with yours").click();
  await button("Save changes").click();
  expect(updatePost).toHaveBeenCalledWith(1, {
    title: "Soup",
    content: "Water.\nSalt.\nMy fire.",
    published: true,
  });
});

test("or theirs is taken, or the choice put off", async () => {
  const updatePost = await changeSoup({ content: "Water.\nPepper." });
  await button("Decide later").click();
  await expect.element(editor("Content")).toHaveValue("Water.\nSalt.\nMy fire.");
  await button("Save changes").click();
  await button("Take what it is now").click();
  await expect.element(editor("Content")).toHaveValue("Water.\nPepper.");
  await userEvent.keyboard("{Escape}");
  expect(updatePost).not.toHaveBeenCalled();
});
