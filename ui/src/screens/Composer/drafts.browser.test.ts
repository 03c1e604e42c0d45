// Drafts are never lost, and never overwrite what another wrote.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands } from "$lib/ipc";
import { aFailure, aPost, aStatus, me } from "../../test/fakes";
import { button, chooseInAccountMenu, feedOf, field, open, posts } from "../../test/window";

const mine = aPost(1, { title: "Soup", content: "Water.\nSalt.", mine: true, author: me });
const original = { title: "Soup", content: "Water.\nSalt.", published: true };
const line = () => button("Write a post…");
const editor = (name: string) => page.getByRole("dialog").getByRole("textbox", { name });

test("saves the text by itself and says so", async () => {
  const saveDraft = vi.fn<AccountCommands["saveDraft"]>(() => Promise.resolve(null));
  await open(aStatus(), { ...feedOf(), saveDraft });
  await line().click();
  await field("Title").fill("Bread");
  await expect.element(page.getByText("Saved on this device")).toBeVisible();
  const draft = { post: null, title: "Bread", content: "", original: null };
  expect(saveDraft).toHaveBeenLastCalledWith(draft);
});

test("where it cannot be kept, the form says what to do", async () => {
  const full = aFailure("storage", "Your draft isn’t saved on this device: the disk is full.");
  await open(aStatus(), { ...feedOf(), saveDraft: () => Promise.reject(full) });
  await line().click();
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
  const unfinished = page.getByRole("region", { name: "Unsaved changes" });
  await unfinished.getByRole("button", { name: "Continue" }).click();
  await expect.element(editor("Content")).toHaveValue("Water.\nSalt.\nFire.");
  await userEvent.keyboard("{Escape}");
  const begun = page.getByRole("region", { name: "Write a post" });
  await expect.element(begun.getByText("Half a")).toBeVisible();
  await begun.getByRole("button", { name: "Continue" }).click();
  await expect.element(field("Content")).toHaveValue("thought");
});

test("an edit that is being written is not listed as unfinished", async () => {
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
    saveDraft: ({ title }) => Promise.resolve(done.push(`keep ${title}`)).then(() => null),
    closed: () => Promise.resolve(done.push("closed")).then(() => null),
    signOut: () => Promise.resolve(done.push("signed out")).then(() => null),
  });
  await line().click();
  await field("Title").fill("Bread");
  close();
  await vi.waitFor(() => {
    expect(done).toEqual(["keep Bread", "closed"]);
  });
  done.length = 0;
  await field("Title").fill("Breads");
  await userEvent.keyboard("{Escape}");
  await chooseInAccountMenu("Sign out");
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await vi.waitFor(() => {
    expect(done.at(-1)).toBe("signed out");
  });
  expect(done).toContain("keep Breads");
});

test("text and preview fit the width", async () => {
  await open(aStatus(), feedOf());
  await page.viewport(1200, 700);
  const preview = page.getByRole("region", { name: "Preview" });
  await line().click();
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
  await line().click();
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

test("the preview follows the caret", async () => {
  await open(aStatus(), feedOf());
  await page.viewport(1200, 700);
  await line().click();
  await field("Title").fill("Long");
  paste(Array.from({ length: 60 }, (_, at) => `## Part ${at}\n\n${"word ".repeat(12)}`).join("\n\n"));
  const preview = page.getByRole("region", { name: "Preview" });
  await expect.element(preview).toHaveTextContent("Part 59");
  const area = field("Content").element() as HTMLTextAreaElement;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  await vi.waitFor(() => {
    expect(preview.element().scrollTop).toBeGreaterThan(1000);
  });
  await userEvent.keyboard("{Control>}{Home}{/Control}");
  await vi.waitFor(() => {
    expect(preview.element().scrollTop).toBeLessThan(50);
  });
});

test("the text, its preview or both are shown, as was chosen", async () => {
  await open(aStatus(), feedOf());
  await page.viewport(1200, 700);
  await line().click();
  await field("Content").fill("**Flour**");
  const preview = page.getByRole("region", { name: "Preview" });
  await expect.element(button("Both")).toHaveAttribute("aria-pressed", "true");
  await button("Write").click();
  await expect.element(preview).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await button("Continue").click();
  await expect.element(field("Content")).toBeVisible();
  await expect.element(preview).not.toBeInTheDocument();
  await button("Preview").click();
  await expect.element(preview.getByText("Flour")).toBeVisible();
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(button("Bold")).not.toBeInTheDocument();
});

test("shows how long a post is near its limit, and sends nothing that is longer", async () => {
  const createPost = vi.fn<AccountCommands["createPost"]>();
  await open(aStatus(), { ...feedOf(), createPost });
  await line().click();
  await field("Title").fill("t".repeat(301));
  paste("a".repeat(79_000));
  await expect.element(page.getByText("Title: Too long by 1 character")).toBeVisible();
  await expect.element(page.getByText("79,000 of 100,000")).not.toBeInTheDocument();
  paste("a".repeat(85_000));
  await expect.element(page.getByText("85,000 of 100,000").first()).toBeVisible();
  paste("a".repeat(100_005));
  await expect.element(page.getByText("Too long by 5 characters").first()).toBeVisible();
  await button("Publish").click();
  await expect.element(page.getByText("Too long by 1 character. Shorten the title.")).toBeVisible();
  await expect
    .element(page.getByText("Too long by 5 characters. Shorten the post, or split it into several posts."))
    .toBeVisible();
  expect(createPost).not.toHaveBeenCalled();
});

test("tells screen readers how long a post is, when its author pauses", async () => {
  await open(aStatus(), feedOf());
  await line().click();
  await field("Content").click();
  await userEvent.keyboard("Flour");
  const said = page.getByRole("status").filter({ hasText: "5 of 100,000" });
  await expect.element(said).not.toBeInTheDocument();
  await expect.element(said, { timeout: 6000 }).toBeInTheDocument();
});

test("where the server tells no limits, the size of the request counts", async () => {
  await open(aStatus({ features: { ...aStatus().features, text_limits: null } }), feedOf());
  await line().click();
  await field("Title").fill("Long");
  paste("a".repeat(900_000));
  await expect.element(page.getByText("85 % of the longest possible post").first()).toBeVisible();
  paste("a".repeat(1_048_600));
  await expect.element(page.getByText(/^Too long by \d+ bytes$/).first()).toBeVisible();
});

async function changeSoup(theirs: Partial<typeof original>) {
  const updatePost = vi.fn<AccountCommands["updatePost"]>((id, input) =>
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
