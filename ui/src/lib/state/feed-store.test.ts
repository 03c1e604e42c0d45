import { expect, test, vi } from "vitest";
import type { AccountCommands, FeedPage, FeedPost, LiveEvent, View } from "$lib/ipc";
import {
  aFailure,
  aPage,
  aPost,
  commandsWith,
  me,
  settled,
  someone,
  Waiting,
  type AllCommands,
} from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { FeedStore } from "./feed-store.svelte";

const NEW: View = { kind: "new" };

/** A reader who has opened a view that shows these posts. */
async function reading(view: View, shown: FeedPost[], some: Partial<AllCommands> = {}) {
  const feed: AccountCommands["feed"] = () => Promise.resolve(aPage(shown));
  const feedStore = new FeedStore(me, [], commandsWith({ feed, ...some }), new Notices());
  const list = feedStore.feedOf(view);
  await feedStore.open(list);
  return { feedStore, list };
}

const created = (post: number, owner = someone.id): LiveEvent => ({ kind: "created", post, owner });

test("a new post waits, and moves nothing", async () => {
  const { feedStore, list } = await reading(NEW, [aPost(1)]);
  feedStore.handleEvents([created(2), created(3), created(3)]);
  await settled();
  expect([...list.waiting.keys()]).toEqual([2, 3]);
  expect(list.posts.map((post) => post.id)).toEqual([1]);
  feedStore.handleEvents([{ kind: "deleted", post: 3 }]);
  expect([...list.waiting.keys()]).toEqual([2]);
});

test("only what belongs to the list waits", async () => {
  const post = (id: number) => Promise.resolve(aPost(id, { title: id === 2 ? "Bread" : "Soup" }));
  const { feedStore, list } = await reading(NEW, [aPost(1)], { post });
  await list.find("bread");
  feedStore.handleEvents([created(2), created(3)]);
  await settled();
  expect([...list.waiting.keys()]).toEqual([2]);

  const person = await reading({ kind: "person", ...someone }, []);
  person.feedStore.handleEvents([created(2), created(3, 99)]);
  await settled();
  expect([...person.list.waiting.keys()]).toEqual([2]);

  const top = await reading({ kind: "top" }, []);
  top.feedStore.handleEvents([created(2)]);
  await settled();
  expect(top.list.waiting.size).toBe(0);
});

test("posts written elsewhere are shown, not announced", async () => {
  const draft = (id: number) => Promise.resolve(aPost(id, { mine: true, published: false, author: me }));
  const { feedStore, list } = await reading({ kind: "drafts" }, [], { post: draft });
  const mine = feedStore.feedOf({ kind: "mine" });
  await feedStore.open(mine);
  feedStore.handleEvents([created(2, me.id)]);
  await settled();
  expect([list, mine].map((feed) => feed.posts.map(({ id }) => id))).toEqual([[2], []]);
  expect([list.waiting.size, mine.waiting.size]).toEqual([0, 0]);
});

test("an event before the answer keeps the post mine", async () => {
  const writing = new Waiting<Parameters<AccountCommands["createPost"]>, FeedPost>();
  const { feedStore, list } = await reading(NEW, [], { createPost: writing.call });
  const done = list.create({ title: "Mine", content: "…", published: true });
  feedStore.handleEvents([created(2, me.id)]);
  await settled();
  expect(list.waiting.size).toBe(0);
  writing.at(0).answer(aPost(2, { mine: true, author: me }));
  await done;
  await settled();
  expect([list.posts.map((post) => post.id), list.waiting.size]).toEqual([[2], 0]);
});

test("applies votes, edits and deletions in place", async () => {
  const post = vi.fn<AccountCommands["post"]>((id) => Promise.resolve(aPost(id, { title: "Better" })));
  const { feedStore, list } = await reading(NEW, [aPost(2), aPost(1)], { post });
  feedStore.handleEvents([
    { kind: "voted", post: 2, owner: 7, votes: 5 },
    { kind: "changed", post: 2 },
    { kind: "changed", post: 77 },
  ]);
  await settled();
  expect([list.posts[0]?.vote.count, list.posts[0]?.data.title]).toEqual([0, "Better"]);
  expect(post.mock.calls).toEqual([[2]]);
  post.mockRejectedValueOnce(aFailure("not_found"));
  feedStore.handleEvents([{ kind: "changed", post: 2 }]);
  await settled();
  expect(list.posts.map(({ id }) => id)).toEqual([1]);
});

test("a flood of events causes few requests", async () => {
  const feed = new Waiting<Parameters<AccountCommands["feed"]>, FeedPage>();
  const post = vi.fn<AccountCommands["post"]>(() => new Promise(() => undefined));
  const feedStore = new FeedStore(me, [], commandsWith({ feed: feed.call, post }), new Notices());
  const opened = feedStore.open(feedStore.feedOf(NEW));
  feed.at(0).answer(aPage([aPost(1)]));
  await opened;
  for (let id = 2; id < 1000; id++) feedStore.handleEvents([{ kind: "reset" }, created(id, me.id)]);
  await settled();
  expect(feed.calls.length).toBe(2);
  expect(post.mock.calls.length).toBeLessThanOrEqual(50);
  feed.at(1).answer(aPage([aPost(1)]));
  await settled();
  expect(feed.calls.length).toBe(3);
});

test("many changes of a post cause two requests", async () => {
  const post = new Waiting<[number], FeedPost>();
  const { feedStore, list } = await reading(NEW, [aPost(1)], { post: post.call });
  feedStore.handleEvents([
    { kind: "changed", post: 1 },
    { kind: "changed", post: 1 },
    { kind: "changed", post: 1 },
  ]);
  post.at(0).answer(aPost(1, { title: "First" }));
  await settled();
  post.at(1).answer(aPost(1, { title: "Last" }));
  await settled();
  expect([post.calls.length, list.posts[0]?.data.title]).toEqual([2, "Last"]);
});

test("a list is as it was left", async () => {
  const feed = vi.fn<AccountCommands["feed"]>(() => Promise.resolve(aPage([aPost(1)])));
  const { feedStore, list } = await reading(NEW, [], { feed });
  list.anchor = { post: 1, offset: -30 };
  await feedStore.open(feedStore.feedOf({ kind: "top" }));
  expect(await feedStore.open(feedStore.feedOf(NEW))).toEqual({ post: 1, offset: -30 });
  expect(feed).toHaveBeenCalledTimes(2);
});

test("the search stays when another list is opened", async () => {
  const feed = vi.fn<AccountCommands["feed"]>(() => Promise.resolve(aPage([aPost(1)])));
  const top: View = { kind: "top" };
  const { feedStore, list } = await reading(NEW, [], { feed });
  await feedStore.open(feedStore.feedOf({ kind: "hot" }));
  await list.find("bread");
  list.wanted = "bread";
  for (const view of [top, { kind: "hot" } as const]) {
    feedStore.show(view);
    await feedStore.open(feedStore.feedOf(view));
    expect(feed).toHaveBeenLastCalledWith(view, "bread", null);
    expect(feedStore.feedOf(view).wanted).toBe("bread");
  }
  feedStore.feedOf({ kind: "hot" }).seek("", true);
  feedStore.show(NEW);
  await settled();
  expect(feed).toHaveBeenLastCalledWith(NEW, "", null);
});

test("restores a list that was left while loading", async () => {
  const position = { view: NEW, search: "", post: 1, offset: -30 };
  const feed: AccountCommands["feed"] = () => Promise.resolve(aPage([aPost(1)]));
  const feedStore = new FeedStore(me, [position], commandsWith({ feed }), new Notices());
  void feedStore.open(feedStore.feedOf(NEW));
  await settled();
  expect(await feedStore.open(feedStore.feedOf(NEW))).toEqual({ post: 1, offset: -30 });
});

test("loads the first list once, without waiting long", async () => {
  const server = new Waiting<Parameters<AccountCommands["feed"]>, FeedPage>();
  const feedStore = new FeedStore(me, [], commandsWith({ feed: server.call }), new Notices());
  const begun = vi.fn();
  void feedStore.begin().then(begun);
  const opened = feedStore.open(feedStore.feedOf(NEW));
  await settled();
  expect(begun).not.toHaveBeenCalled();
  server.at(0).answer(aPage([aPost(1)]));
  await opened;
  await settled();
  expect(begun).toHaveBeenCalled();
  expect(server.calls).toHaveLength(1);

  const late = new FeedStore(me, [], commandsWith({ feed: server.call }), new Notices());
  await late.begin();
  expect(late.feedOf(NEW).ready).toBe(false);
});

test("events during loading are not lost", async () => {
  const server = new Waiting<Parameters<AccountCommands["feed"]>, FeedPage>();
  const feedStore = new FeedStore(me, [], commandsWith({ feed: server.call }), new Notices());
  const list = feedStore.feedOf(NEW);
  const opening = feedStore.open(list);
  feedStore.handleEvents([created(2), created(3), { kind: "reset" }]);
  await settled();
  server.at(0).answer(aPage([aPost(2), aPost(1)]));
  await opening;
  expect([...list.waiting.keys()]).toEqual([3]);
  server.at(1).answer(aPage([aPost(4), aPost(3), aPost(2), aPost(1)]));
  await settled();
  expect([...list.waiting.keys()]).toEqual([3, 4]);
});

test("an account that is switched to shows what was cached before its server answers", async () => {
  const answer = new Waiting<[View, string, string | null], FeedPage>();
  const cachedFeed = () => Promise.resolve({ ...aPage([aPost(1)]), as_of: "2026-01-02T03:04:05Z" });
  const commands = commandsWith({ feed: answer.call, cachedFeed });
  const feedStore = new FeedStore(me, [], commands, new Notices(), true);
  const list = feedStore.feedOf(NEW);
  await feedStore.begin();
  expect(list.posts.map(({ id }) => id)).toEqual([1]);
  // What has changed since comes when the server has answered, and moves nothing.
  answer.at(0).answer(aPage([aPost(2), aPost(1, { title: "Changed" })]));
  await settled();
  expect(list.posts.map(({ data }) => data.title)).toEqual(["Changed"]);
  expect([[...list.waiting.keys()], list.asOf]).toEqual([[2], null]);
});

test("where nothing was cached, or not the post where the reader was, the server is asked", async () => {
  for (const cached of [null, aPage([aPost(1)])]) {
    const feed = vi.fn(() => Promise.resolve(aPage([aPost(7)])));
    const reading = { view: NEW, search: "", post: 7, offset: 0 };
    const commands = commandsWith({ feed, cachedFeed: () => Promise.resolve(cached) });
    const feedStore = new FeedStore(me, [reading], commands, new Notices(), true);
    await feedStore.begin();
    expect(feedStore.feedOf(NEW).posts.map(({ id }) => id)).toEqual([7]);
  }
});
