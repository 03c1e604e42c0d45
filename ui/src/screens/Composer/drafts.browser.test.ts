// Drafts are never lost, and never overwrite what another wrote.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aFailure, aPost, aStatus, me } from "../../test/fakes";
import { button, chooseInAccountMenu, feedOf, field, open, posts } from "../../test/window";

const mine = aPost(1, { title: "Soup", content: "Water.\nSalt.", mine: true, author: me });
const original = { title: "Soup", content: "Water.\nSalt.", published: true };
const editor = (name: string) => posts().getByRole("textbox", { name });

test("saves the text by itself and says so", async () => {
  const saveDraft = vi.fn<Commands["saveDraft"]>(() => Promise.resolve(null));
  await open(aStatus(), { ...feedOf(), saveDraft });
  await field("Title").fill("Bread");
  await expect.element(page.getByText("Saved on this device")).toBeVisible();
  expect(saveDraft).toHaveBeenLastCalledWith(
    { server: { kind: "this_computer" }, account: me.id },
    { post: null, title: "Bread", content: "", original: null },
  );
});

test("where it cannot be kept, the form says what to do", async () => {
  const full = aFailure("storage", "Your draft isn’t saved on this device: the disk is full.");
  await open(aStatus(), { ...feedOf(), saveDraft: () => Promise.reject(full) });
  await field("Title").fill("Bread");
  await expect.element(page.getByText(full.message)).toBeVisible();
});

test("restores the new post and an edit at start", async () => {
  await open(aStatus(), {
    ...feedOf(mine),
    post: () => Promise.resolve(mine),
    drafts: () =>
      Promise.resolve([
        { post: null, title: "Half a", content: "thought", original: null },
        { post: 1, title: "Soup", content: "Water.\nSalt.\nFire.", original },
      ]),
  });
  await expect.element(field("Title").first()).toHaveValue("Half a");
  await expect.element(page.getByRole("heading", { name: "Unsaved changes" })).toBeVisible();
  await button("Continue").click();
  await expect.element(editor("Content")).toHaveValue("Water.\nSalt.\nFire.");
});

test("an edit on the page is not listed as unfinished", async () => {
  await open(aStatus(), { ...feedOf(mine), post: () => Promise.resolve(mine) });
  await posts().first().getByRole("button", { name: "Edit" }).click();
  await editor("Content").fill("Water. Salt.");
  await userEvent.keyboard("!");
  const unfinished = page.getByRole("heading", { name: "Unsaved changes" });
  await expect.element(unfinished).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await expect.element(unfinished).toBeVisible();
});

test("quitting and signing out save the text first", async () => {
  const done: string[] = [];
  const { close } = await open(aStatus(), {
    ...feedOf(),
    saveDraft: (_writer, { title }) => Promise.resolve(done.push(`keep ${title}`)).then(() => null),
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
  await chooseInAccountMenu("Sign out");
  await vi.waitFor(() => {
    expect(done.at(-1)).toBe("signed out");
  });
  expect(done).toContain("keep Breads");
});

test("text and preview fit the width", async () => {
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

/** As `fill`, which takes seconds for so many lines. */
function paste(text: string) {
  const area = field("Content").element() as HTMLTextAreaElement;
  area.value = text;
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

test("the preview keeps its scroll position", async () => {
  await open(aStatus(), feedOf());
  await page.viewport(1200, 700);
  const long = Array.from({ length: 400 }, (_, at) => `## Part ${at}\n\n${"word ".repeat(12)}\n\n`).join("");
  await field("Title").fill("Long");
  paste(long);
  const preview = page.getByRole("region", { name: "Preview" });
  await expect.element(preview).toHaveTextContent("Part 399");
  const area = preview.element();
  const beginning = area.querySelector("h5");
  area.scrollTop = 3000;
  paste(`${long}The end.`);
  await expect.element(preview).toHaveTextContent("The end.");
  expect(area.scrollTop).toBe(3000);
  expect(area.querySelector("h5")).toBe(beginning);
});

test("shows how full a post is, and limits its length", async () => {
  await open(aStatus(), feedOf());
  await field("Title").fill("Long");
  await field("Content").fill("a".repeat(900_000));
  await expect.element(page.getByText("85 % of the longest possible post")).toBeVisible();
  await field("Content").fill("a".repeat(1_048_600));
  await expect.element(page.getByText(/^Too long by \d+ bytes$/)).toBeVisible();
  await button("Publish").click();
  await expect.element(page.getByText("Shorten it, or split it into several posts.")).toBeVisible();
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

test("a conflict shows both versions, and mine can win", async () => {
  const updatePost = await changeSoup({ title: "Broth", content: "Water.\nPepper." });
  await expect.element(page.getByRole("heading", { name: "This post was changed elsewhere" })).toBeVisible();
  const theirs = page.getByRole("region", { name: "Current version" });
  await expect.element(theirs.getByText("Pepper.")).toBeVisible();
  await expect.element(theirs.getByText("Broth")).toBeVisible();
  await expect
    .element(page.getByRole("region", { name: "Your version" }).getByText("My fire."))
    .toBeVisible();
  expect(updatePost).not.toHaveBeenCalled();
  await button("Continue with my version").click();
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
  await button("Use the current version").click();
  await expect.element(editor("Content")).toHaveValue("Water.\nPepper.");
  await userEvent.keyboard("{Escape}");
  expect(updatePost).not.toHaveBeenCalled();
});
