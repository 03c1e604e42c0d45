import { expect, test, vi } from "vitest";
import type { AccountCommands, OutboxChange, OutboxContents } from "$lib/ipc";
import {
  aFailure,
  aPost,
  anOutbox,
  anOutboxPost,
  commandsWith,
  settled,
  Waiting,
  type AllCommands,
} from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Outbox } from "./outbox.svelte";
import { Posts } from "./posts.svelte";
import { Drafts } from "./drafts.svelte";

type News = Pick<OutboxChange, "sent" | "dropped_vote">;

const news = (fields: Partial<News> = {}): News => ({
  sent: null,
  dropped_vote: false,
  ...fields,
});
const mine = (id: number, title: string) => aPost(id, { title, mine: true });

function outboxWith(some: Partial<AllCommands>) {
  const commands = commandsWith(some);
  const notices = new Notices();
  const posts = new Posts(commands, notices);
  const drafts = new Drafts(commands, notices);
  const outbox = new Outbox(commands, notices, posts, drafts);
  const texts = () => notices.all.map((notice) => notice.text);
  return { outbox, notices, posts, drafts, texts };
}

async function outboxWithOne(some: Partial<AllCommands>) {
  const one = anOutboxPost("One");
  const made = outboxWith({ outbox: () => Promise.resolve(anOutbox([one])), ...some });
  await made.outbox.load();
  return { ...made, one };
}

test("what waits is shown, and votes by their posts", async () => {
  const waiting = anOutbox([anOutboxPost("Two"), anOutboxPost("One")], { total: 3, votes: [7] });
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

test("loads some posts, and more on request", async () => {
  const ask = vi.fn<AccountCommands["outbox"]>().mockResolvedValue(anOutbox([]));
  const { outbox } = outboxWith({ outbox: ask });
  await outbox.load();
  await outbox.showMore();
  await outbox.handleNews(news());
  expect(ask.mock.calls).toEqual([[20], [40], [40]]);
});

test("a stale answer is followed by another request", async () => {
  const shell = new Waiting<[number], OutboxContents>();
  const { outbox } = outboxWith({ outbox: shell.call });
  const loading = outbox.load();
  for (let change = 0; change < 3; change += 1) void outbox.handleNews(news());
  shell.at(0).answer(anOutbox([anOutboxPost("Sent by now")]));
  await settled();
  shell.at(1).answer(anOutbox([]));
  await loading;
  expect([outbox.empty, shell.calls.length]).toEqual([true, 2]);
});

test("a post that was sent is on the lists, and said", async () => {
  const { outbox, posts, texts } = outboxWith({});
  const put = vi.fn();
  posts.lists.add({ put, review: vi.fn(), drop: vi.fn() });
  await outbox.handleNews(news({ sent: mine(9, "One") }));
  expect(put).toHaveBeenCalledOnce();
  expect(posts.get(9)?.data.title).toBe("One");
  expect(texts()).toEqual(["“One” sent"]);
});

test("many sent posts are one notice", async () => {
  let waiting = anOutbox([anOutboxPost("No", { refused: "invalid" }), anOutboxPost("Two")]);
  const { outbox, texts } = outboxWith({ outbox: () => Promise.resolve(waiting) });
  await outbox.handleNews(news({ sent: mine(1, "One") }));
  expect(texts()).toEqual([]);
  waiting = anOutbox([anOutboxPost("No", { refused: "invalid" })]);
  await outbox.handleNews(news({ sent: mine(2, "Two") }));
  expect(texts()).toEqual(["2 posts sent"]);
  await outbox.handleNews(news());
  expect(texts()).toEqual(["2 posts sent"]);
});

test("nothing that goes wrong goes unsaid", async () => {
  const unreadable = "/data/outbox/a";
  const { outbox, texts } = outboxWith({ outbox: () => Promise.resolve(anOutbox([], { unreadable })) });
  await outbox.load();
  await outbox.handleNews(news({ dropped_vote: true }));
  expect(texts()).toEqual([
    `Some unsent changes couldn’t be read. They are kept in ${unreadable}`,
    "A vote wasn’t counted, because its post is gone.",
  ]);
});

test("a post returns to the composer if that is empty", async () => {
  const takeBack = vi
    .fn<AccountCommands["takeBack"]>()
    .mockResolvedValue({ title: "One", content: "Words", published: true });
  const { outbox, drafts, texts, one } = await outboxWithOne({ takeBack });
  drafts.fresh.title = "Another";
  expect(await outbox.edit(one)).toBe(false);
  expect(texts()).toEqual(["Finish or discard the post you are writing first."]);
  drafts.fresh.clear();
  expect(await outbox.edit(one)).toBe(true);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith("One", true);
  expect([drafts.fresh.title, drafts.fresh.content]).toEqual(["One", "Words"]);
});

test("what is too late to take back stays as it is", async () => {
  const takeBack = () => Promise.reject(aFailure("conflict", "Too late."));
  const { outbox, drafts, texts, one } = await outboxWithOne({ takeBack });
  expect(await outbox.edit(one)).toBe(false);
  expect(drafts.fresh.empty).toBe(true);
  expect(texts()).toEqual(["Too late."]);
});

test("discarding can be undone", async () => {
  const takeBack = vi
    .fn<AccountCommands["takeBack"]>()
    .mockResolvedValue({ title: "One", content: "Words", published: true });
  const createPost = vi.fn<AccountCommands["createPost"]>().mockResolvedValue(null);
  const { outbox, notices, one } = await outboxWithOne({ takeBack, createPost });
  await outbox.discard(one);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith("One", false);
  notices.all[0]?.action?.act();
  await settled();
  expect(createPost).toHaveBeenCalledExactlyOnceWith({ title: "One", content: "Words", published: true });
});
