// The outbox above the posts.
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { Commands, OutboxPost } from "$lib/ipc";
import { aPost, aStatus, anOutbox, anOutboxPost } from "../../test/fakes";
import { button, feedOf, open } from "../../test/window";

/** A shell in which these wait. */
function outboxOf(all: OutboxPost[]): Pick<Commands, "outbox"> {
  return { outbox: (most) => Promise.resolve(anOutbox(all.slice(0, most), { total: all.length })) };
}

const shown = () => page.getByRole("region", { name: "Outbox" }).getByRole("heading", { level: 3 });

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
