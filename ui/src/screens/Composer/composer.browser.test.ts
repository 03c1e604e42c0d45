// Writing, editing and deleting posts.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aPost, aStatus, me } from "../../test/fakes";
import { button, feedOf, field, open, posts } from "../../test/window";

test("publishes a post and resets the form", async () => {
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
  await userEvent.keyboard("S");
  await expect.element(field("Content")).toBeVisible();
  await expect.element(field("Title")).toHaveValue("S");
});

test("tabbing past the composer does not open it", async () => {
  await open(aStatus(), feedOf(...Array.from({ length: 20 }, (_, at) => aPost(20 - at))));
  await expect.element(posts().first()).toBeVisible();
  const before = posts().first().element().getBoundingClientRect().top;
  field("Title").element().focus();
  await userEvent.tab();
  await userEvent.tab({ shift: true });
  await expect.element(field("Title")).toHaveFocus();
  await expect.element(field("Content")).not.toBeInTheDocument();
  expect(posts().first().element().getBoundingClientRect().top).toBe(before);
  await userEvent.keyboard("{Enter}");
  await expect.element(field("Content")).toBeVisible();
  await expect.element(field("Title")).toHaveFocus();
});

test("Enter in the title moves to the content", async () => {
  const createPost = vi.fn<Commands["createPost"]>(() => Promise.resolve(null));
  await open(aStatus(), { ...feedOf(aPost(1)), createPost });
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

test("the composer expands when it is entered", async () => {
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

test("the form stays until it is left on purpose", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await field("Title").click();
  await page.getByRole("heading", { name: "Newest first" }).click();
  await expect.element(field("Content")).toBeVisible();
  await button("Cancel").click();
  await expect.element(field("Content")).not.toBeInTheDocument();
});

test("Escape closes the form and keeps the text", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await field("Title").fill("B");
  await field("Content").fill("Flour");
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(field("Title")).toHaveValue("B");
  await expect.element(page.getByRole("heading", { name: "Write a post" })).toHaveFocus();
  await button("Continue").click();
  await expect.element(field("Content")).toHaveFocus();
  await expect.element(field("Content")).toHaveValue("Flour");
  // The caret is where it was, and nothing is selected: the next key must not delete what was written.
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{Escape}n!");
  await expect.element(field("Content")).toHaveValue("Flo!ur");
});

test("discarding can be undone", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await field("Title").fill("B");
  await field("Content").fill("Flour");
  await button("Discard").click();
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(field("Title")).toHaveValue("");
  await button("Undo").click();
  await expect.element(field("Title")).toHaveValue("B");
  await expect.element(field("Content")).toHaveValue("Flour");
});

test("an edit survives Escape and an undone discard", async () => {
  await open(aStatus(), {
    ...feedOf(aPost(1, { mine: true, author: me, title: "Soup" })),
    discardDraft: () => Promise.resolve(null),
  });
  const editor = posts().getByRole("textbox", { name: "Title" });
  await button("Edit").click();
  await editor.fill("Better soup");
  await userEvent.keyboard("{Escape}");
  await expect.element(editor).not.toBeInTheDocument();
  await expect.element(button("Edit")).toHaveFocus();
  await button("Edit").click();
  await expect.element(editor).toHaveValue("Better soup");
  await posts().getByRole("button", { name: "Discard" }).click();
  await expect.element(editor).not.toBeInTheDocument();
  await button("Undo").click();
  await expect.element(editor).toHaveValue("Better soup");
});

test("Escape closes an empty form with its errors", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await field("Title").click();
  await button("Publish").click();
  await expect.element(page.getByText("Enter a title.")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  await expect.element(page.getByText("Enter a title.")).not.toBeInTheDocument();
  await expect.element(page.getByRole("heading", { name: "Write a post" })).toHaveFocus();
});

test("inserts dropped text files, and refuses others", async () => {
  const { drop } = await open(aStatus(), feedOf(aPost(1)));
  await expect.element(field("Title")).toBeVisible();
  drop(
    { name: "a.md", content: { kind: "text", text: "# Flour" } },
    { name: "a.png", content: { kind: "picture" } },
    { name: "a.out", content: { kind: "no_text" } },
  );
  await expect.element(field("Content")).toHaveValue("# Flour");
  await expect.element(page.getByText("Posts can’t contain pictures.")).toBeVisible();
  await expect.element(page.getByText("“a.out” isn’t a text file")).toBeVisible();
  drop({ name: "b.txt", content: { kind: "text", text: " and water" } });
  await expect.element(field("Content")).toHaveValue("# Flour and water");
  await expect.element(page.getByText("Posts can’t contain pictures.")).not.toBeInTheDocument();
});

test("refuses a dropped file where no form is open", async () => {
  const { drop } = await open(aStatus({ account: null }));
  await expect.element(button("Sign in")).toBeVisible();
  drop({ name: "a.md", content: { kind: "text", text: "# Flour" } });
  await expect
    .element(page.getByText("To add a text file, drop it on a post you are writing."))
    .toBeVisible();
});

test("the text survives an expired session", async () => {
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

test("deletes after confirming, and keeps a focus", async () => {
  const deletePost = vi.fn<Commands["deletePost"]>().mockResolvedValue(null);
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
