// The feed: votes, search, paging.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, FeedPage } from "$lib/ipc";
import { aFailure, aPage, aPost, aStatus, me, Waiting } from "../../test/fakes";
import { button, feedOf, open, posts, searchBox } from "../../test/window";

test("says when it is empty", async () => {
  await open(aStatus(), feedOf());
  await expect.element(page.getByText("Nothing here yet. Write the first post.")).toBeVisible();
});

test("a post names its author as they choose, and tells that it was changed", async () => {
  const named = { id: 7, email: "grace@example.org", display_name: "Grace Hopper" };
  const imitated = { id: 8, email: "eve@example.org", display_name: "Grаce Hopper" };
  await open(
    aStatus(),
    feedOf(aPost(1, { author: named, edited_at: "2026-01-02T04:00:00Z" }), aPost(2, { author: imitated })),
  );
  const name = page.getByRole("button", { name: "Grace Hopper", exact: true });
  await expect.element(name).toBeVisible();
  await expect.element(name).toHaveAttribute("title", "Posts by Grace Hopper (grace@example.org)");
  await expect.element(page.getByText("edited", { exact: true })).toBeVisible();
  // Its second letter is Cyrillic.
  await expect.element(page.getByRole("img", { name: /different alphabets/ })).toBeVisible();
  expect(page.getByRole("img", { name: /different alphabets/ }).elements()).toHaveLength(1);
});

test("claims an order only where the server promises one", async () => {
  const feed = () => Promise.resolve({ ...aPage([aPost(1)]), ordered: false });
  await open(aStatus(), { feed });
  await expect.element(posts()).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Posts", exact: true })).toBeVisible();
});

test("a draft among the posts is told from them, and lists say what drafts are", async () => {
  const feed = () =>
    Promise.resolve(aPage([aPost(2, { published: false, mine: true, author: me }), aPost(1)]));
  await open(aStatus(), { feed });
  await expect.element(page.getByRole("heading", { name: "New", exact: true })).toBeVisible();
  await expect.element(page.getByTitle("Only you see it until you publish it.")).toHaveTextContent("Draft");
  const rows = [...document.querySelectorAll("article .row")].map(
    (row) => getComputedStyle(row, "::before").content,
  );
  expect(rows).toEqual(['""', "none"]);
  await page.getByRole("button", { name: /^Drafts/ }).click();
  await expect.element(page.getByText("Saved on the server, where all your devices see them")).toBeVisible();
  await userEvent.keyboard("gx");
  await expect.element(page.getByText("waits here on this device, and is sent by itself")).toBeVisible();
});

test("an unknown vote is not claimed", async () => {
  await open(aStatus(), {
    ...feedOf(aPost(1, { votes: 2, voted: null })),
    vote: (_id, up) => Promise.resolve({ voted: up, changed: true }),
  });
  await expect.element(button("Vote, 2 votes")).not.toHaveAttribute("aria-pressed");
  await button("Vote, 2 votes").click();
  await expect.element(button("Vote, 3 votes")).toHaveAttribute("aria-pressed", "true");
});

test("a refused vote is reverted with a notice", async () => {
  const refused = aFailure("unreachable", "The server does not answer.");
  await open(aStatus(), { ...feedOf(aPost(1, { votes: 2 })), vote: () => Promise.reject(refused) });
  await button("Vote, 2 votes").click();
  await expect.element(page.getByText(refused.message)).toBeVisible();
  await expect.element(button("Vote, 2 votes")).toHaveAttribute("aria-pressed", "false");
  await button("Dismiss").click();
  await expect.element(page.getByText(refused.message)).not.toBeInTheDocument();
});

test("searches while typing, and Escape clears it", async () => {
  const feed = vi.fn<AccountCommands["feed"]>((_view, search) =>
    Promise.resolve(aPage(search === "" ? [aPost(1)] : [])),
  );
  await open(aStatus(), { feed });
  await expect.element(posts()).toBeVisible();
  await searchBox().fill("zebra");
  await expect.element(page.getByText("No title contains “zebra”.")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(posts()).toBeVisible();
  await expect.element(searchBox()).toHaveValue("");
  expect(feed.mock.calls.map(([, search]) => search)).toEqual(["", "zebra", ""]);
});

test("a row shows two lines of a long post, and the whole card opens it", async () => {
  const post = aPost(1, { content: `## Bread\n\n**Flour** ${"word ".repeat(500)}end` });
  await open(aStatus(), { ...feedOf(post), post: () => Promise.resolve(post) });
  const words = page.getByText("Bread Flour word");
  await expect.element(words).toBeVisible();
  const line = parseFloat(getComputedStyle(words.element()).lineHeight);
  expect(words.element().getBoundingClientRect().height).toBeLessThan(2.5 * line);
  await words.click();
  await expect.element(posts()).toHaveTextContent("end");
  await expect.element(page.getByRole("heading", { name: "Bread" })).toBeVisible();
});

test("loads pages near the end, and retries on request", async () => {
  const server = new Waiting<Parameters<AccountCommands["feed"]>, FeedPage>();
  await open(aStatus(), { feed: server.call });
  await vi.waitFor(() => server.at(0));
  server.at(0).answer(aPage([aPost(2)], "more"));
  await vi.waitFor(() => server.at(1));
  server.at(1).refuse(aFailure("unreachable", "No answer."));
  await expect.element(page.getByText("No answer.")).toBeVisible();
  expect(server.calls).toHaveLength(2);
  await button("Load more").click();
  server.at(2).answer(aPage([aPost(1)]));
  await expect.element(posts().nth(1)).toBeVisible();
  await expect.element(button("Load more")).not.toBeInTheDocument();
});

test("a number of votes that is long is shortened in the list", async () => {
  await open(aStatus(), feedOf(aPost(1, { votes: 1_234_567 }), aPost(2, { votes: 9_999 })));
  const votes = (id: number) =>
    posts()
      .nth(id - 1)
      .getByRole("button", { name: "Vote" });
  await expect.element(votes(1)).toHaveTextContent("1.2M");
  await expect.element(votes(1)).toHaveAccessibleName("Vote, 1,234,567 votes");
  await expect.element(votes(2)).toHaveTextContent("9,999");
});
