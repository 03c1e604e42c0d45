import { expect, test, vi } from "vitest";
import type { Commands, Entry, OutboxNews } from "$lib/ipc";
import { aFailure, aPost, commandsWith, me, settled } from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Outbox } from "./outbox.svelte";
import { Posts } from "./posts.svelte";
import { Writings } from "./writings.svelte";

const aWaitingPost = (title: string, fields: Partial<Entry> = {}): Entry => ({
  id: title,
  since: "2026-01-02T03:04:05Z",
  tried: null,
  item: { kind: "post", title, content: "Words", published: true, refused: null },
  ...fields,
});
const aWaitingVote = (post: number): Entry => ({
  ...aWaitingPost(`vote ${post}`),
  item: { kind: "vote", post, up: true },
});
const news = (entries: Entry[], fields: Partial<OutboxNews> = {}): OutboxNews => ({
  entries,
  sent: null,
  dropped_vote: false,
  ...fields,
});

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

test("what waits is shown, the post written last on top, and votes by their posts", async () => {
  const entries = [aWaitingPost("One"), aWaitingVote(7), aWaitingPost("Two")];
  const { outbox } = outboxWith({ outbox: () => Promise.resolve({ entries, unreadable: null }) });
  await outbox.load();
  expect(outbox.posts.map(({ item }) => item.title)).toEqual(["Two", "One"]);
  expect([outbox.votes, outbox.hasVoteOn(7), outbox.hasVoteOn(8), outbox.empty]).toEqual([
    1,
    true,
    false,
    false,
  ]);
});

test("an answer that is older than what was told meanwhile is not believed", async () => {
  let answer: (waiting: { entries: Entry[]; unreadable: null }) => void = () => undefined;
  const { outbox } = outboxWith({ outbox: () => new Promise((resolve) => (answer = resolve)) });
  const loading = outbox.load();
  outbox.hear(news([]));
  answer({ entries: [aWaitingPost("Sent by now")], unreadable: null });
  await loading;
  expect(outbox.empty).toBe(true);
});

test("a post that was sent is on the lists, and said", () => {
  const { outbox, posts, texts } = outboxWith({});
  const put = vi.fn();
  posts.lists.add({ put, review: vi.fn(), drop: vi.fn() });
  outbox.hear(news([], { sent: aPost(9, { title: "One", mine: true }) }));
  expect(put).toHaveBeenCalledOnce();
  expect(posts.get(9)?.data.title).toBe("One");
  expect(texts()).toEqual(["“One” is sent."]);
});

test("nothing that goes wrong goes unsaid", async () => {
  const unreadable = "/data/outbox/a.json.unreadable";
  const { outbox, texts } = outboxWith({ outbox: () => Promise.resolve({ entries: [], unreadable }) });
  await outbox.load();
  outbox.hear(news([], { dropped_vote: true }));
  expect(texts()).toEqual([
    `What waited to be sent cannot be read. The file is kept: ${unreadable}`,
    "A vote was not counted: its post is gone.",
  ]);
});

test("a post goes back to where it was written, unless another one is there", async () => {
  const takeBack = vi
    .fn<Commands["takeBack"]>()
    .mockResolvedValue({ title: "One", content: "Words", published: true });
  const { outbox, writings, texts } = outboxWith({ takeBack });
  outbox.hear(news([aWaitingPost("One")]));
  const [entry] = outbox.posts;
  if (!entry) throw new Error("nothing waits");
  writings.fresh.title = "Another";
  expect(await outbox.edit(entry)).toBe(false);
  expect(texts()).toEqual(["Finish or discard the post that you are writing first."]);
  writings.fresh.clear();
  expect(await outbox.edit(entry)).toBe(true);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith("One", true);
  expect([writings.fresh.title, writings.fresh.content]).toEqual(["One", "Words"]);
});

test("what is too late to take back stays as it is", async () => {
  const takeBack = () => Promise.reject(aFailure("conflict", "Too late."));
  const { outbox, writings, texts } = outboxWith({ takeBack });
  outbox.hear(news([aWaitingPost("One")]));
  const [entry] = outbox.posts;
  if (!entry) throw new Error("nothing waits");
  expect(await outbox.edit(entry)).toBe(false);
  expect(writings.fresh.empty).toBe(true);
  expect(texts()).toEqual(["Too late."]);
});

test("what was discarded comes back to who thinks better of it", async () => {
  const takeBack = vi
    .fn<Commands["takeBack"]>()
    .mockResolvedValue({ title: "One", content: "Words", published: true });
  const createPost = vi.fn<Commands["createPost"]>().mockResolvedValue(null);
  const { outbox, notices } = outboxWith({ takeBack, createPost });
  outbox.hear(news([aWaitingPost("One")]));
  const [entry] = outbox.posts;
  if (!entry) throw new Error("nothing waits");
  await outbox.discard(entry);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith("One", false);
  notices.all[0]?.action?.act();
  await settled();
  expect(createPost).toHaveBeenCalledExactlyOnceWith({ title: "One", content: "Words", published: true });
});
