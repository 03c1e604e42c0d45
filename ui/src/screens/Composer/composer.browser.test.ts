// Writing and editing posts.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands } from "$lib/ipc";
import { aPost, aStatus, me } from "../../test/fakes";
import { button, feedOf, field, open, posts } from "../../test/window";

const line = () => button("Write a post…");
const sheet = () => page.getByRole("dialog");

test("publishes a post and closes the sheet", async () => {
  const createPost = vi.fn<AccountCommands["createPost"]>((input) =>
    Promise.resolve(aPost(2, { ...input, author: me, mine: true, votes: null, voted: null })),
  );
  await open(aStatus(), { ...feedOf(aPost(1)), createPost });
  await line().click();
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
  await expect.element(sheet()).not.toBeInTheDocument();
  await expect.element(line()).toHaveFocus();
  await userEvent.keyboard("{Enter}S");
  await expect.element(field("Title")).toHaveValue("S");
  await expect.element(field("Content")).toHaveValue("");
});

test("nothing moves behind the sheet, and nothing there can be reached", async () => {
  await open(aStatus(), feedOf(...Array.from({ length: 20 }, (_, at) => aPost(20 - at))));
  await expect.element(posts().first()).toBeVisible();
  const before = posts().first().element().getBoundingClientRect().top;
  await userEvent.keyboard("n");
  await expect.element(field("Title")).toHaveFocus();
  expect(document.querySelector("article")?.getBoundingClientRect().top).toBe(before);
  for (let step = 0; step < 12; step++) {
    await userEvent.tab();
    const at = document.activeElement;
    expect(at === document.body || at?.closest("dialog") !== null).toBe(true);
  }
});

test("Enter in the title moves to the content", async () => {
  const createPost = vi.fn<AccountCommands["createPost"]>(() => Promise.resolve(null));
  await open(aStatus(), { ...feedOf(aPost(1)), createPost });
  await line().click();
  await field("Title").fill("Bread");
  await field("Content").fill("Flour");
  await field("Title").click();
  await userEvent.keyboard("{Enter}");
  await expect.element(field("Content")).toHaveFocus();
  expect(createPost).not.toHaveBeenCalled();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => {
    expect(createPost).toHaveBeenCalledOnce();
  });
});

test("the sheet stays until it is left on purpose", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  // Beside the sheet.
  document.querySelector("dialog")?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  document.querySelector("dialog")?.click();
  await expect.element(field("Content")).toBeVisible();
  await button("Cancel").click();
  await expect.element(field("Content")).not.toBeInTheDocument();
  await line().click();
  await button("Close").click();
  await expect.element(field("Content")).not.toBeInTheDocument();
});

test("Escape closes the sheet and keeps the text", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Title").fill("B");
  await field("Content").fill("Flour");
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(page.getByRole("heading", { name: "Write a post" })).toHaveFocus();
  await button("Continue").click();
  await expect.element(field("Content")).toHaveFocus();
  await expect.element(field("Title")).toHaveValue("B");
  await expect.element(field("Content")).toHaveValue("Flour");
  // The caret is where it was, and nothing is selected: the next key must not delete what was written.
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{Escape}n!");
  await expect.element(field("Content")).toHaveValue("Flo!ur");
});

test("what was typed can be undone after the sheet was closed", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Content").click();
  await userEvent.keyboard("Flour");
  await userEvent.keyboard("{Escape}");
  await button("Continue").click();
  await expect.element(field("Content")).toHaveFocus();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(field("Content")).not.toHaveValue("Flour");
});

test("discarding can be undone", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Title").fill("B");
  await field("Content").fill("Flour");
  await button("Discard").click();
  await expect.element(sheet()).not.toBeInTheDocument();
  await expect.element(line()).toBeVisible();
  await button("Undo").click();
  await expect.element(field("Title")).toHaveValue("B");
  await expect.element(field("Content")).toHaveValue("Flour");
});

test("an edit survives Escape and an undone discard", async () => {
  await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me, title: "Soup" })),
    discardDraft: () => Promise.resolve(null),
  });
  const editor = sheet().getByRole("textbox", { name: "Title" });
  await button("Edit").click();
  await expect.element(page.getByRole("dialog", { name: "Edit “Soup”" })).toBeVisible();
  await editor.fill("Better soup");
  await userEvent.keyboard("{Escape}");
  await expect.element(editor).not.toBeInTheDocument();
  await expect.element(button("Edit")).toHaveFocus();
  await button("Edit").click();
  await expect.element(editor).toHaveValue("Better soup");
  await button("Discard").click();
  await expect.element(editor).not.toBeInTheDocument();
  await button("Undo").click();
  await expect.element(editor).toHaveValue("Better soup");
});

test("Escape closes an empty form with its errors", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await button("Publish").click();
  await expect.element(page.getByText("Enter a title.")).toBeVisible();
  await userEvent.keyboard("B");
  await expect.element(page.getByText("Enter a title.")).not.toBeInTheDocument();
  await expect.element(page.getByText("Write something first.")).toBeVisible();
  await userEvent.keyboard("{Backspace}");
  await button("Publish").click();
  await expect.element(page.getByText("Enter a title.")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await line().click();
  await expect.element(field("Content")).toBeVisible();
  await expect.element(page.getByText("Enter a title.")).not.toBeInTheDocument();
});

test("the sheet grows with its text, up to the window's height", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await page.viewport(800, 700);
  await line().click();
  await expect.element(field("Content")).toBeVisible();
  const height = () => document.querySelector("dialog")?.getBoundingClientRect().height ?? 0;
  const low = height();
  await field("Content").fill("line\n".repeat(12));
  await vi.waitFor(() => {
    expect(height()).toBeGreaterThan(low + 50);
  });
  await field("Content").fill("line\n".repeat(200));
  await vi.waitFor(() => {
    const { bottom } = document.querySelector("dialog")?.getBoundingClientRect() ?? { bottom: 0 };
    expect(bottom).toBeLessThanOrEqual(700);
    expect(bottom).toBeGreaterThan(600);
  });
  await expect.element(button("Publish")).toBeInViewport();
  const area = field("Content").element();
  expect(area.scrollHeight).toBeGreaterThan(area.clientHeight + 1000);
});

test.each([
  [420, 800],
  [1000, 400],
])("in a window of %d by %d pixels the sheet is all of it", async (width, height) => {
  await open(aStatus(), feedOf(aPost(1)));
  await page.viewport(width, height);
  await userEvent.keyboard("n");
  await expect.element(field("Content")).toBeVisible();
  const box = document.querySelector("dialog")?.getBoundingClientRect();
  expect([box?.left, box?.top, box?.width, box?.height]).toEqual([0, 0, width, height]);
  expect(field("Content").element().clientHeight).toBeGreaterThan(60);
  await expect.element(button("Publish")).toBeInViewport();
});

test("says where a text is kept, when it is asked", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  const words = page.getByText("puts it on the server, where all your devices see it");
  await expect.element(words).not.toBeVisible();
  await button("Where your text is kept").click();
  await expect.element(words).toBeVisible();
});

test("the text survives an expired session", async () => {
  const { send } = await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Title").fill("Half a thought");
  send(aStatus({ account: null, notice: "Your session has ended." }));
  await expect.element(button("Sign in")).toBeVisible();
  send(aStatus());
  await expect.element(field("Title")).toHaveValue("Half a thought");
  await expect.element(field("Content")).toBeVisible();
});

test("my post is edited in the same sheet", async () => {
  await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me, votes: 5 })),
    post: () => Promise.resolve(aPost(1)),
    updatePost: (id, input) => Promise.resolve(aPost(id, { ...input, mine: true, author: me, votes: null })),
  });
  await button("Edit").click();
  const editor = sheet().getByRole("textbox", { name: "Title" });
  await expect.element(editor).toHaveFocus();
  await editor.fill("Better");
  await button("Save changes").click();
  await expect.element(page.getByRole("heading", { name: "Better" })).toBeVisible();
  await expect.element(button("Vote, 5 votes")).toBeVisible();
  await expect.element(button("Edit")).toHaveFocus();
});
