// The outbox above the posts.
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { AccountCommands, OutboxPost } from "$lib/ipc";
import { aPost, aStatus, anOutbox, anOutboxPost } from "../../test/fakes";
import { button, feedOf, open } from "../../test/window";

/** A shell in which these wait. */
function outboxOf(all: OutboxPost[]): Pick<AccountCommands, "outbox"> {
  return { outbox: (most) => Promise.resolve(anOutbox(all.slice(0, most), { total: all.length })) };
}

const shown = () => page.getByRole("region", { name: "Not sent yet" }).getByRole("heading", { level: 3 });

test("shows some waiting posts, and more on request", async () => {
  const many = Array.from({ length: 45 }, (_, at) => anOutboxPost(`Post ${at}`));
  await open(aStatus(), { ...feedOf(aPost(1)), ...outboxOf(many) });
  await expect.element(page.getByText("25 more posts are waiting.")).toBeVisible();
  expect(shown().elements()).toHaveLength(20);
  await button("Show more").click();
  await expect.element(page.getByText("5 more posts are waiting.", { exact: true })).toBeVisible();
  expect(shown().elements()).toHaveLength(40);
  await button("Show more").click();
  await expect.element(button("Show more")).not.toBeInTheDocument();
  expect(shown().elements()).toHaveLength(45);
});

test("tells refused, unsure and waiting posts apart", async () => {
  const posts = [
    anOutboxPost("Long", { refused: "too_large" }),
    anOutboxPost("Odd", { refused: "invalid", published: false }),
    anOutboxPost("On its way", { unsure: true }),
    anOutboxPost("Waiting"),
  ];
  await open(aStatus(), { ...feedOf(aPost(1)), ...outboxOf(posts) });
  for (const state of [
    "Not sent: longer than the server accepts",
    "Not sent: the server rejected it",
    "Waiting to confirm that it arrived",
    "Waiting to be sent",
  ])
    await expect.element(page.getByText(state)).toBeVisible();
  expect(button("Discard").elements()).toHaveLength(3);
});

test("a long post opens and closes", async () => {
  const long = anOutboxPost("Long", { content: `${"word ".repeat(500)}end` });
  await open(aStatus(), { ...feedOf(), ...outboxOf([long]) });
  const region = page.getByRole("region", { name: "Not sent yet" });
  await expect.element(region).not.toHaveTextContent("end");
  await button("Show all").click();
  await expect.element(region).toHaveTextContent("end");
  await button("Show less").click();
  await expect.element(region).not.toHaveTextContent("end");
});

test("the outbox has a page, with a count beside its name", async () => {
  await open(aStatus(), { ...feedOf(aPost(1)), ...outboxOf([anOutboxPost("Bread"), anOutboxPost("Soup")]) });
  const entry = page.getByRole("navigation").getByRole("listitem").filter({ hasText: "Outbox" });
  await expect.element(entry).toHaveTextContent("Outbox 2");
  await button("Outbox").click();
  await expect.element(page.getByRole("heading", { name: "Outbox" })).toHaveFocus();
  await expect.element(button("Outbox")).toHaveAttribute("aria-current", "page");
  expect(shown().elements()).toHaveLength(2);
  await expect.element(page.getByRole("article")).not.toBeInTheDocument();
  await button("Back").click();
  await expect.element(page.getByRole("article")).toBeVisible();
});
