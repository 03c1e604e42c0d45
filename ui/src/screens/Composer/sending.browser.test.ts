// Sending what was written: refusals, and answers that take their time.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, FeedPost } from "$lib/ipc";
import { aFailure, aPost, aStatus, me, Waiting } from "../../test/fakes";
import { button, feedOf, field, open } from "../../test/window";

const line = () => button("Write a post…");
const sheet = () => page.getByRole("dialog");

test("a refusal is said in the sheet, with when to go on", async () => {
  const refused = aFailure("too_many", "Too many attempts. Try again in 12 seconds.");
  await open(aStatus(), { ...feedOf(aPost(1)), createPost: () => Promise.reject(refused) });
  await line().click();
  await field("Title").fill("B");
  await field("Content").fill("Flour");
  await button("Publish").click();
  await expect
    .element(sheet().getByText("Too many attempts. Try again in 12 seconds. Your text is still here."))
    .toBeVisible();
  await expect.element(field("Content")).toHaveValue("Flour");
});

test("an answer that takes long is said, and waited for elsewhere", async () => {
  const creating = new Waiting<Parameters<AccountCommands["createPost"]>, FeedPost | null>();
  await open(aStatus(), { ...feedOf(aPost(1)), createPost: creating.call });
  await line().click();
  await field("Title").fill("Bread");
  await field("Content").fill("Flour");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await vi.waitFor(() => {
      expect(creating.calls).toHaveLength(1);
    });
    // It may be there in a moment.
    await userEvent.keyboard("{Escape}");
    await expect.element(sheet()).toBeVisible();
    await expect.element(page.getByText("Still sending…")).not.toBeInTheDocument();
    vi.advanceTimersByTime(4000);
  } finally {
    vi.useRealTimers();
  }
  await expect.element(sheet().getByText("Still sending…")).toBeVisible();
  await button("Send in the background").click();
  await expect.element(sheet()).not.toBeInTheDocument();
  await expect.element(page.getByText("Sending…", { exact: true })).toBeVisible();
  await expect.element(button("Discard")).not.toBeInTheDocument();
  creating.at(0).answer(aPost(2, { title: "Bread", author: me, mine: true }));
  await expect.element(page.getByText("Published", { exact: true })).toBeVisible();
  await expect.element(line()).toBeVisible();
});

test("what fails behind a closed sheet is said, with a way back to the text", async () => {
  const creating = new Waiting<Parameters<AccountCommands["createPost"]>, FeedPost | null>();
  await open(aStatus(), { ...feedOf(aPost(1)), createPost: creating.call });
  await line().click();
  await field("Title").fill("Bread");
  await field("Content").fill("Flour");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await vi.waitFor(() => {
      expect(creating.calls).toHaveLength(1);
    });
    vi.advanceTimersByTime(4000);
  } finally {
    vi.useRealTimers();
  }
  await button("Send in the background").click();
  creating.at(0).refuse(aFailure("too_many", "Too many attempts."));
  const notice = page.getByRole("alert").filter({ hasText: "Too many attempts. Your text is still here." });
  await expect.element(notice).toBeVisible();
  await notice.getByRole("button", { name: "Continue" }).click();
  await expect.element(field("Content")).toHaveValue("Flour");
});

test("a post that was published leads to itself", async () => {
  const bread = aPost(2, { title: "Bread", author: me, mine: true });
  await open(aStatus(), {
    ...feedOf(aPost(1)),
    createPost: () => Promise.resolve(bread),
    post: () => Promise.resolve(bread),
  });
  await button("Top").click();
  await userEvent.keyboard("n");
  await field("Title").fill("Bread");
  await field("Content").fill("Flour");
  await button("Publish").click();
  await expect.element(page.getByText("Published. It’s under “New”.")).toBeVisible();
  await button("Show").click();
  await expect.element(page.getByRole("heading", { name: "Bread" })).toBeVisible();
});

test("Ctrl+S saves the changes of a published post, and says so", async () => {
  const updatePost = vi.fn<AccountCommands["updatePost"]>((id, input) =>
    Promise.resolve(aPost(id, { ...input, mine: true, author: me })),
  );
  await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me })),
    post: () => Promise.resolve(aPost(1)),
    updatePost,
  });
  await button("Edit").click();
  await sheet().getByRole("textbox", { name: "Title" }).fill("Better");
  await userEvent.keyboard("{Control>}s{/Control}");
  await expect.element(sheet()).not.toBeInTheDocument();
  await expect.element(page.getByText("Changes saved")).toBeVisible();
  expect(updatePost).toHaveBeenCalledWith(1, { title: "Better", content: "Content 1", published: true });
});
