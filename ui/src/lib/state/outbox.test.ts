import { expect, test, vi } from "vitest";
import type { Commands, OutboxNews, Waiting as Answer } from "$lib/ipc";
import {
  aFailure,
  aPost,
  aWaiting,
  aWaitingPost,
  commandsWith,
  me,
  settled,
  Waiting,
} from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Outbox } from "./outbox.svelte";
import { Posts } from "./posts.svelte";
import { Writings } from "./writings.svelte";

const news = (fields: Partial<OutboxNews> = {}): OutboxNews => ({
  sent: null,
  dropped_vote: false,
  ...fields,
});
const mine = (id: number, title: string) => aPost(id, { title, mine: true });

function outboxWith(some: Partial<Commands>) {
  const commands = commandsWith(some);
  const notices = new Notices();
  const posts = new Posts(commands, notices);
  const writer = { place: { kind: "this_computer" as const }, account: me.id };
  const writings = new Writings(commands, notices, writer);
  const outbox = new Outbox(commands, notices, posts, writings);
  const texts = () => notices.all.map((notice) => notice.text);
  return { outbox, notices, posts, writings, texts };
}

async function outboxWithOne(some: Partial<Commands>) {
  const one = aWaitingPost("One");
  const made = outboxWith({ outbox: () => Promise.resolve(aWaiting([one])), ...some });
  await made.outbox.load();
  return { ...made, one };
}

test("what waits is shown, and votes by their posts", async () => {
  const waiting = aWaiting([aWaitingPost("Two"), aWaitingPost("One")], { total: 3, votes: [7] });
  const { outbox } = outboxWith({ outbox: () => Promise.resolve(waiting) });
  expect(outbox.empty).toBe(true);
  await outbox.load();
  expect(outbox.posts.map(({ title }) => title)).toEqual(["Two", "One"]);
  expect([outbox.total, outbox.votes, outbox.hasVoteOn(7), outbox.hasVoteOn(8), outbox.empty]).toEqual([
    3,
    1,
    true,
    false,
    false,
  ]);
});

test("of many posts some are asked for, and more when somebody wants to see them", async () => {
  const ask = vi.fn<Commands["outbox"]>().mockResolvedValue(aWaiting([]));
  const { outbox } = outboxWith({ outbox: ask });
  await outbox.load();
  await outbox.showMore();
  await outbox.hear(news());
  expect(ask.mock.calls).toEqual([[20], [40], [40]]);
});

test("an answer that is older than what was told meanwhile is not the last word", async () => {
  const shell = new Waiting<[number], Answer>();
  const { outbox } = outboxWith({ outbox: shell.call });
  const loading = outbox.load();
  for (let change = 0; change < 3; change += 1) void outbox.hear(news());
  shell.at(0).answer(aWaiting([aWaitingPost("Sent by now")]));
  await settled();
  shell.at(1).answer(aWaiting([]));
  await loading;
  expect([outbox.empty, shell.calls.length]).toEqual([true, 2]);
});

test("a post that was sent is on the lists, and said", async () => {
  const { outbox, posts, texts } = outboxWith({});
  const put = vi.fn();
  posts.lists.add({ put, review: vi.fn(), drop: vi.fn() });
  await outbox.hear(news({ sent: mine(9, "One") }));
  expect(put).toHaveBeenCalledOnce();
  expect(posts.get(9)?.data.title).toBe("One");
  expect(texts()).toEqual(["“One” is sent."]);
});

test("many posts that are sent are one sentence, when the last is", async () => {
  let waiting = aWaiting([aWaitingPost("No", { refused: "invalid" }), aWaitingPost("Two")]);
  const { outbox, texts } = outboxWith({ outbox: () => Promise.resolve(waiting) });
  await outbox.hear(news({ sent: mine(1, "One") }));
  expect(texts()).toEqual([]);
  waiting = aWaiting([aWaitingPost("No", { refused: "invalid" })]);
  await outbox.hear(news({ sent: mine(2, "Two") }));
  expect(texts()).toEqual(["2 posts are sent."]);
  await outbox.hear(news());
  expect(texts()).toEqual(["2 posts are sent."]);
});

test("nothing that goes wrong goes unsaid", async () => {
  const unreadable = "/data/outbox/a";
  const { outbox, texts } = outboxWith({ outbox: () => Promise.resolve(aWaiting([], { unreadable })) });
  await outbox.load();
  await outbox.hear(news({ dropped_vote: true }));
  expect(texts()).toEqual([
    `Some of what waited to be sent cannot be read. It is kept in ${unreadable}`,
    "A vote was not counted: its post is gone.",
  ]);
});

test("a post goes back to where it was written, unless another one is there", async () => {
  const takeBack = vi
    .fn<Commands["takeBack"]>()
    .mockResolvedValue({ title: "One", content: "Words", published: true });
  const { outbox, writings, texts, one } = await outboxWithOne({ takeBack });
  writings.fresh.title = "Another";
  expect(await outbox.edit(one)).toBe(false);
  expect(texts()).toEqual(["Finish or discard the post that you are writing first."]);
  writings.fresh.clear();
  expect(await outbox.edit(one)).toBe(true);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith("One", true);
  expect([writings.fresh.title, writings.fresh.content]).toEqual(["One", "Words"]);
});

test("what is too late to take back stays as it is", async () => {
  const takeBack = () => Promise.reject(aFailure("conflict", "Too late."));
  const { outbox, writings, texts, one } = await outboxWithOne({ takeBack });
  expect(await outbox.edit(one)).toBe(false);
  expect(writings.fresh.empty).toBe(true);
  expect(texts()).toEqual(["Too late."]);
});

test("what was discarded comes back to who thinks better of it", async () => {
  const takeBack = vi
    .fn<Commands["takeBack"]>()
    .mockResolvedValue({ title: "One", content: "Words", published: true });
  const createPost = vi.fn<Commands["createPost"]>().mockResolvedValue(null);
  const { outbox, notices, one } = await outboxWithOne({ takeBack, createPost });
  await outbox.discard(one);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith("One", false);
  notices.all[0]?.action?.act();
  await settled();
  expect(createPost).toHaveBeenCalledExactlyOnceWith({ title: "One", content: "Words", published: true });
});
