import { expect, test, vi } from "vitest";
import type { Commands, FeedPage, FeedPost, LiveEvent, View } from "$lib/ipc";
import { aFailure, aPage, aPost, commandsWith, me, settled, someone, Waiting } from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Reader } from "./reader.svelte";

const NEW: View = { kind: "new" };

/** A reader who has opened a view that shows these posts. */
async function reading(view: View, shown: FeedPost[], some: Partial<Commands> = {}) {
  const feed: Commands["feed"] = () => Promise.resolve(aPage(shown));
  const reader = new Reader(me, [], commandsWith({ feed, ...some }), new Notices());
  const list = reader.feedOf(view);
  await reader.open(list);
  return { reader, list };
}

const created = (post: number, owner = someone.id): LiveEvent => ({ kind: "created", post, owner });

test("a new post waits, and moves nothing", async () => {
  const { reader, list } = await reading(NEW, [aPost(1)]);
  reader.hear([created(2), created(3), created(3)]);
  await settled();
  expect([...list.waiting.keys()]).toEqual([2, 3]);
  expect(list.posts.map((post) => post.id)).toEqual([1]);
  reader.hear([{ kind: "deleted", post: 3 }]);
  expect([...list.waiting.keys()]).toEqual([2]);
});

test("only what belongs to the list waits", async () => {
  const post = (id: number) => Promise.resolve(aPost(id, { title: id === 2 ? "Bread" : "Soup" }));
  const { reader, list } = await reading(NEW, [aPost(1)], { post });
  await list.find("bread");
  reader.hear([created(2), created(3)]);
  await settled();
  expect([...list.waiting.keys()]).toEqual([2]);

  const person = await reading({ kind: "person", ...someone }, []);
  person.reader.hear([created(2), created(3, 99)]);
  await settled();
  expect([...person.list.waiting.keys()]).toEqual([2]);

  const top = await reading({ kind: "top" }, []);
  top.reader.hear([created(2)]);
  await settled();
  expect(top.list.waiting.size).toBe(0);
});

test("a draft from another window waits among the drafts, not among the posts", async () => {
  const draft = (id: number) => Promise.resolve(aPost(id, { mine: true, published: false, author: me }));
  const { reader, list } = await reading({ kind: "drafts" }, [], { post: draft });
  const mine = reader.feedOf({ kind: "mine" });
  await reader.open(mine);
  reader.hear([created(2, me.id)]);
  await settled();
  expect([[...list.waiting.keys()], [...mine.waiting.keys()]]).toEqual([[2], []]);
});

test("a post of mine that is told before the answer to writing it is not taken for another's", async () => {
  const writing = new Waiting<Parameters<Commands["createPost"]>, FeedPost>();
  const { reader, list } = await reading(NEW, [], { createPost: writing.call });
  const done = list.create({ title: "Mine", content: "…", published: true });
  reader.hear([created(2, me.id)]);
  await settled();
  expect(list.waiting.size).toBe(0);
  writing.at(0).answer(aPost(2, { mine: true, author: me }));
  await done;
  await settled();
  expect([list.posts.map((post) => post.id), list.waiting.size]).toEqual([[2], 0]);
});

test("votes and edits change in place, and a post that is gone goes", async () => {
  const post = vi.fn<Commands["post"]>((id) => Promise.resolve(aPost(id, { title: "Better" })));
  const { reader, list } = await reading(NEW, [aPost(2), aPost(1)], { post });
  reader.hear([
    { kind: "voted", post: 2, owner: 7, votes: 5 },
    { kind: "changed", post: 2 },
    { kind: "changed", post: 77 },
  ]);
  await settled();
  expect([list.posts[0]?.vote.count, list.posts[0]?.data.title]).toEqual([0, "Better"]);
  expect(post.mock.calls).toEqual([[2]]);
  post.mockRejectedValueOnce(aFailure("not_found"));
  reader.hear([{ kind: "changed", post: 2 }]);
  await settled();
  expect(list.posts.map(({ id }) => id)).toEqual([1]);
});

test("many changes of one post are read once while they come, and once after", async () => {
  const post = new Waiting<[number], FeedPost>();
  const { reader, list } = await reading(NEW, [aPost(1)], { post: post.call });
  reader.hear([
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

test("a list that is left is as it was on coming back", async () => {
  const feed = vi.fn<Commands["feed"]>(() => Promise.resolve(aPage([aPost(1)])));
  const { reader, list } = await reading(NEW, [], { feed });
  list.spot = { post: 1, offset: -30 };
  await reader.open(reader.feedOf({ kind: "top" }));
  expect(await reader.open(reader.feedOf(NEW))).toEqual({ post: 1, offset: -30 });
  expect(feed).toHaveBeenCalledTimes(2);
});

test("a list that is left while it loads is found at its place all the same", async () => {
  const place = { view: NEW, search: "", post: 1, offset: -30 };
  const feed: Commands["feed"] = () => Promise.resolve(aPage([aPost(1)]));
  const reader = new Reader(me, [place], commandsWith({ feed }), new Notices());
  void reader.open(reader.feedOf(NEW));
  await settled();
  expect(await reader.open(reader.feedOf(NEW))).toEqual({ post: 1, offset: -30 });
});

test("the list that a reader begins with is read once, and what takes long is not waited for", async () => {
  const server = new Waiting<Parameters<Commands["feed"]>, FeedPage>();
  const reader = new Reader(me, [], commandsWith({ feed: server.call }), new Notices());
  const begun = vi.fn();
  void reader.begin().then(begun);
  const opened = reader.open(reader.feedOf(NEW));
  await settled();
  expect(begun).not.toHaveBeenCalled();
  server.at(0).answer(aPage([aPost(1)]));
  await opened;
  await settled();
  expect(begun).toHaveBeenCalled();
  expect(server.calls).toHaveLength(1);

  const late = new Reader(me, [], commandsWith({ feed: server.call }), new Notices());
  await late.begin();
  expect(late.feedOf(NEW).ready).toBe(false);
});

test("what happens while the list is on its way is not lost", async () => {
  const server = new Waiting<Parameters<Commands["feed"]>, FeedPage>();
  const reader = new Reader(me, [], commandsWith({ feed: server.call }), new Notices());
  const list = reader.feedOf(NEW);
  const opening = reader.open(list);
  reader.hear([created(2), created(3), { kind: "reset" }]);
  await settled();
  server.at(0).answer(aPage([aPost(2), aPost(1)]));
  await opening;
  expect([...list.waiting.keys()]).toEqual([3]);
  server.at(1).answer(aPage([aPost(4), aPost(3), aPost(2), aPost(1)]));
  await settled();
  expect([...list.waiting.keys()]).toEqual([3, 4]);
});
