// What waits to be sent, above the posts.
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { Commands, WaitingPost } from "$lib/ipc";
import { aPost, aStatus, aWaiting, aWaitingPost } from "../../test/fakes";
import { button, feedOf, open } from "../../test/window";

/** A shell in which these wait. */
function outboxOf(all: WaitingPost[]): Pick<Commands, "outbox"> {
  return { outbox: (most) => Promise.resolve(aWaiting(all.slice(0, most), { total: all.length })) };
}

const shown = () => page.getByRole("region", { name: "Not sent yet" }).getByRole("heading", { level: 3 });

test("of many posts that wait the page has some, and more when it is asked for them", async () => {
  const many = Array.from({ length: 45 }, (_, at) => aWaitingPost(`Post ${at}`));
  await open(aStatus(), { ...feedOf(aPost(1)), ...outboxOf(many) });
  await expect.element(page.getByText("25 more posts wait.")).toBeVisible();
  expect(shown().elements()).toHaveLength(20);
  await button("Show more").click();
  await expect.element(page.getByText("5 more posts wait.", { exact: true })).toBeVisible();
  expect(shown().elements()).toHaveLength(40);
  await button("Show more").click();
  await expect.element(button("Show more")).not.toBeInTheDocument();
  expect(shown().elements()).toHaveLength(45);
});

test("what the server does not take is told from what waits, and what may have arrived stays", async () => {
  const posts = [
    aWaitingPost("Long", { refused: "too_large" }),
    aWaitingPost("Odd", { refused: "invalid", published: false }),
    aWaitingPost("On its way", { unsure: true }),
    aWaitingPost("Waiting"),
  ];
  await open(aStatus(), { ...feedOf(aPost(1)), ...outboxOf(posts) });
  for (const state of [
    "Not sent: it is longer than the server takes",
    "Not sent: the server does not take it",
    "Waiting to hear whether it arrived",
    "Waiting to be sent",
  ])
    await expect.element(page.getByText(state)).toBeVisible();
  expect(button("Discard").elements()).toHaveLength(3);
});
