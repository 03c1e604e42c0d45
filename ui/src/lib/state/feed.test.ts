import { expect, test, vi } from "vitest";
import type { AccountCommands, FeedPage, FeedPost, View } from "$lib/ipc";
import { aFailure, aPage, aPost, commandsWith, settled, Waiting, type AllCommands } from "../../test/fakes";
import { Feed } from "./feed.svelte";
import { Notices } from "./notices.svelte";
import { Posts } from "./posts.svelte";

function feedWith(some: Partial<AllCommands>, view: View = { kind: "new" }) {
  const notices = new Notices();
  const commands = commandsWith(some);
  const posts = new Posts(commands, notices);
  return { feed: new Feed(view, posts, commands, notices), posts, notices };
}

/** A server of pages, each of whose `next` is the number of the page after it. */
function paged(...pages: number[][]): AccountCommands["feed"] {
  return (_view, _search, page) => {
    const at = Number(page ?? 0);
    const next = at + 1 < pages.length ? String(at + 1) : null;
    return Promise.resolve(
      aPage(
        (pages[at] ?? []).map((id) => aPost(id)),
        next,
      ),
    );
  };
}

const ids = (feed: Feed) => feed.posts.map((post) => post.id);
const texts = (notices: Notices) => notices.all.map((notice) => notice.text);

test("a list that repeats itself for ever ends, with a word", async () => {
  const feed_ = vi.fn<AccountCommands["feed"]>((_view, _search, page) =>
    Promise.resolve(aPage([aPost(1)], String(Number(page ?? 0) + 1))),
  );
  const { feed, notices } = feedWith({ feed: feed_ });
  await feed.find("");
  for (let asked = 0; asked < 100; asked++) await feed.loadMore();
  expect([ids(feed), feed.hasMore]).toEqual([[1], false]);
  expect(feed_.mock.calls.length).toBeLessThan(20);
  expect(texts(notices).join()).toContain("the list ends here");
});

test("no more new posts wait than a bound", async () => {
  const { feed } = feedWith({ feed: paged([1]) });
  await feed.find("");
  for (let id = 2; id < 2000; id++) feed.offer(id, null);
  expect(feed.waiting.size).toBe(1000);
});

test("a post on two pages is shown once", async () => {
  const { feed } = feedWith({ feed: paged([5, 4], [4, 3], [2]) });
  await feed.find("");
  await feed.loadMore();
  expect(ids(feed)).toEqual([5, 4, 3]);
  await feed.loadMore();
  expect(ids(feed)).toEqual([5, 4, 3, 2]);
  expect(feed.hasMore).toBe(false);
});

test("a late answer does not replace a newer search", async () => {
  const server = new Waiting<[View, string, string | null], FeedPage>();
  const { feed } = feedWith({ feed: server.call });
  const older = feed.find("a");
  const newer = feed.find("ab");
  server.at(1).answer(aPage([aPost(2)]));
  await newer;
  server.at(0).answer(aPage([aPost(1)]));
  await older;
  expect(ids(feed)).toEqual([2]);
  expect(feed.search).toBe("ab");
  expect(feed.loading).toBe(false);
});

test("a page of the old search does not join the new one", async () => {
  const server = new Waiting<[View, string, string | null], FeedPage>();
  const { feed } = feedWith({ feed: server.call });
  const first = feed.find("");
  server.at(0).answer(aPage([aPost(9)], "more"));
  await first;
  const more = feed.loadMore();
  const search = feed.find("x");
  server.at(2).answer(aPage([aPost(1)]));
  await search;
  server.at(1).answer(aPage([aPost(8)]));
  await more;
  expect(ids(feed)).toEqual([1]);
  expect(feed.loadingMore).toBe(false);
});

test("a failed first page can be retried", async () => {
  const answer = vi
    .fn<AccountCommands["feed"]>()
    .mockRejectedValueOnce(aFailure("unreachable", "No answer."));
  const { feed, notices } = feedWith({ feed: answer });
  await feed.find("word");
  expect(feed.failure?.message).toBe("No answer.");
  expect(notices.all).toEqual([]);
  answer.mockResolvedValueOnce(aPage([aPost(1)]));
  await feed.reload();
  expect(answer).toHaveBeenLastCalledWith({ kind: "new" }, "word", null);
  expect(feed.failure).toBeNull();
  expect(ids(feed)).toEqual([1]);
});

test("a reload that fails keeps the posts and says so", async () => {
  const answer = vi.fn<AccountCommands["feed"]>().mockResolvedValueOnce(aPage([aPost(1)]));
  const { feed, notices } = feedWith({ feed: answer });
  await feed.find("");
  answer.mockRejectedValueOnce(aFailure("unreachable", "No answer."));
  await feed.reload();
  expect(ids(feed)).toEqual([1]);
  expect(feed.failure).toBeNull();
  expect(texts(notices)).toEqual(["No answer."]);
});

test("a further page that fails can be tried again", async () => {
  const answer = vi.fn<AccountCommands["feed"]>().mockResolvedValueOnce(aPage([aPost(2)], "more"));
  const { feed } = feedWith({ feed: answer });
  await feed.find("");
  answer.mockRejectedValueOnce(aFailure("unreachable"));
  await feed.loadMore();
  expect(feed.moreFailure).not.toBeNull();
  answer.mockResolvedValueOnce(aPage([aPost(1)]));
  await feed.loadMore();
  expect(feed.moreFailure).toBeNull();
  expect(ids(feed)).toEqual([2, 1]);
});

test("restoring loads pages up to the saved post", async () => {
  const server = new Waiting<[View, string, string | null], FeedPage>();
  const { feed } = feedWith({ feed: server.call });
  const back = feed.restore({ search: "", post: 12 });
  server.at(0).answer(aPage([aPost(13)], "2"));
  await settled();
  server.at(1).answer(
    aPage(
      [12, 11, 10, 9, 8, 7].map((id) => aPost(id)),
      "3",
    ),
  );
  await settled();
  expect(feed.ready).toBe(false);
  server.at(2).answer(
    aPage(
      [6, 5, 4, 3, 2, 1].map((id) => aPost(id)),
      "4",
    ),
  );
  await back;
  expect(ids(feed)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(feed.hasMore).toBe(true);
});

test("going back gives up after twenty pages", async () => {
  const answer = vi.fn<AccountCommands["feed"]>((_view, _search, page) => {
    const at = Number(page ?? 0);
    return Promise.resolve(aPage([aPost(1000 - at)], String(at + 1)));
  });
  const { feed } = feedWith({ feed: answer });
  await feed.restore({ search: "", post: 1 });
  expect(answer).toHaveBeenCalledTimes(20);
  expect(feed.ready).toBe(true);
});

test("restoring shows what it has when a page fails", async () => {
  const answer = vi
    .fn<AccountCommands["feed"]>()
    .mockResolvedValueOnce(aPage([aPost(9)], "2"))
    .mockRejectedValueOnce(aFailure("unreachable"));
  const { feed } = feedWith({ feed: answer });
  await feed.restore({ search: "", post: 1 });
  expect(ids(feed)).toEqual([9]);
  expect(feed.hasMore).toBe(true);
});

test("a new post is on top, without votes", async () => {
  const { feed } = feedWith({
    feed: paged([1]),
    createPost: (input) => Promise.resolve(aPost(2, { ...input, votes: null, voted: null })),
  });
  await feed.find("");
  await feed.create({ title: "New", content: "…", published: true });
  expect(ids(feed)).toEqual([2, 1]);
  const vote = feed.posts[0]?.vote;
  expect([vote?.voted, vote?.count]).toEqual([false, 0]);
});

test("a new post must match the search that is shown", async () => {
  const { feed, notices } = feedWith({
    feed: paged([1]),
    createPost: (input) => Promise.resolve(aPost(2, input)),
  });
  await feed.find("tit");
  await feed.create({ title: "Other", content: "…", published: false });
  expect(ids(feed)).toEqual([1]);
  expect(texts(notices)).toEqual(["Draft saved. It appears when you clear the search."]);
});

test("an older answer does not hide a new post", async () => {
  const server = new Waiting<[View, string, string | null], FeedPage>();
  const { feed } = feedWith({
    feed: server.call,
    createPost: (input) => Promise.resolve(aPost(2, { ...input })),
  });
  const first = feed.find("");
  await feed.create({ title: "New", content: "…", published: true });
  server.at(0).answer(aPage([aPost(1)]));
  await first;
  expect(ids(feed)).toEqual([2, 1]);
  expect(server.calls).toHaveLength(1);
});

test("an older page does not bring a deleted post back", async () => {
  const server = new Waiting<[View, string, string | null], FeedPage>();
  const { feed, posts } = feedWith({ feed: server.call });
  const first = feed.find("");
  posts.drop(2);
  server.at(0).answer(aPage([aPost(2), aPost(1)]));
  await first;
  expect(ids(feed)).toEqual([1]);
});

test("says where a new post is when it is elsewhere", async () => {
  const { feed, notices } = feedWith(
    { feed: paged([1]), createPost: (input) => Promise.resolve(aPost(2, { ...input, mine: true })) },
    { kind: "drafts" },
  );
  await feed.find("");
  await feed.create({ title: "New", content: "…", published: true });
  expect(ids(feed)).toEqual([1]);
  expect(texts(notices)).toEqual(["Published. It’s under “New”."]);
});

test("a draft that is saved beside the published posts is said to be under the drafts", async () => {
  const { feed, notices } = feedWith(
    { feed: paged([1]), createPost: (input) => Promise.resolve(aPost(2, { ...input, mine: true })) },
    { kind: "mine" },
  );
  await feed.find("");
  await feed.create({ title: "New", content: "…", published: false });
  expect(texts(notices)).toEqual(["Draft saved. It’s under “Drafts”."]);
});

test("a draft that is published leaves the drafts", async () => {
  const draft = aPost(1, { mine: true, published: false });
  const { feed, posts } = feedWith(
    {
      feed: () => Promise.resolve(aPage([draft])),
      updatePost: (_id, input) => Promise.resolve({ ...draft, ...input }),
    },
    { kind: "drafts" },
  );
  await feed.find("");
  const post = feed.posts[0];
  if (post) await posts.update(post, { title: "Done", content: "…", published: true });
  expect(ids(feed)).toEqual([]);
});

test("refresh updates, removes, and holds new posts", async () => {
  const answer = vi.fn<AccountCommands["feed"]>();
  const { feed } = feedWith({ feed: answer });
  answer.mockResolvedValueOnce(
    aPage(
      [4, 3, 2].map((id) => aPost(id)),
      "1",
    ),
  );
  await feed.find("");
  answer.mockResolvedValueOnce(aPage([aPost(5), aPost(4, { votes: 9 }), aPost(2)], "1"));
  await feed.refresh();
  expect(ids(feed)).toEqual([4, 2]);
  expect(feed.posts[0]?.vote.count).toBe(9);
  expect([...feed.waiting.keys()]).toEqual([5]);
  answer.mockResolvedValueOnce(
    aPage(
      [5, 4, 2].map((id) => aPost(id)),
      "1",
    ),
  );
  await feed.showWaiting();
  expect(ids(feed)).toEqual([5, 4, 2]);
  expect([feed.waiting.size, feed.scrollResets]).toEqual([0, 1]);
});

const pageOf = (ids: number[], next: string | null = null, fields: Partial<FeedPost> = {}) =>
  aPage(
    ids.map((id) => aPost(id, fields)),
    next,
  );

test("posts moved to the next page do not count as new", async () => {
  const answer = vi.fn<AccountCommands["feed"]>();
  const { feed } = feedWith({ feed: answer });
  answer.mockResolvedValueOnce(pageOf([9, 8, 7], "7"));
  await feed.find("");
  answer.mockResolvedValueOnce(pageOf([10, 9, 8], "8")).mockResolvedValueOnce(pageOf([7, 6, 5], "5"));
  await feed.refresh();
  expect([...feed.waiting.keys()]).toEqual([10]);
  expect(ids(feed)).toEqual([9, 8, 7, 6, 5]);
  answer.mockResolvedValueOnce(pageOf([4]));
  await feed.loadMore();
  expect(answer).toHaveBeenLastCalledWith({ kind: "new" }, "", "5");
  expect([ids(feed), feed.hasMore]).toEqual([[9, 8, 7, 6, 5, 4], false]);
});

test("refresh ends at an older post if the last is gone", async () => {
  const answer = vi.fn<AccountCommands["feed"]>();
  const { feed } = feedWith({ feed: answer });
  answer.mockResolvedValueOnce(pageOf([9, 8, 7], "7"));
  await feed.find("");
  answer.mockResolvedValueOnce(pageOf([9, 8, 6], "6"));
  await feed.refresh();
  expect([ids(feed), feed.waiting.size]).toEqual([[9, 8, 6], 0]);
  expect(answer).toHaveBeenCalledTimes(2);
});

test("refresh puts own posts in their place", async () => {
  const answer = vi.fn<AccountCommands["feed"]>();
  const { feed } = feedWith({ feed: answer });
  answer.mockResolvedValueOnce(pageOf([5, 2]));
  await feed.find("");
  const own = { mine: true };
  answer.mockResolvedValueOnce(aPage([aPost(7), aPost(6, own), aPost(5), aPost(3, own), aPost(2)]));
  await feed.refresh();
  expect([ids(feed), [...feed.waiting.keys()]]).toEqual([[6, 5, 3, 2], [7]]);
});

test("a late own post is placed by its age", async () => {
  const answer = vi.fn<AccountCommands["feed"]>();
  const { feed, posts } = feedWith({ feed: answer });
  const own = { mine: true };
  answer.mockResolvedValueOnce(pageOf([9, 7], "7"));
  await feed.find("");
  for (const id of [2, 8, 5]) posts.arrive(aPost(id, own));
  expect(ids(feed)).toEqual([9, 8, 7]);
  // Told while the answer was on its way.
  answer.mockResolvedValueOnce(pageOf([9, 8, 7], "7"));
  const asked = feed.reload();
  posts.arrive(aPost(3, own));
  posts.arrive(aPost(10, own));
  await asked;
  expect(ids(feed)).toEqual([10, 9, 8, 7]);
  answer.mockResolvedValueOnce(aPage([aPost(5, own), aPost(3, own)]));
  await feed.loadMore();
  posts.arrive(aPost(2, own));
  expect(ids(feed)).toEqual([10, 9, 8, 7, 5, 3, 2]);
});

test("cached pages replace nothing newer", async () => {
  const kept = { as_of: "2026-01-02T03:04:05Z" };
  const answer = vi.fn<AccountCommands["feed"]>();
  const { feed, posts, notices } = feedWith({ feed: answer });
  answer.mockResolvedValueOnce(pageOf([3, 2, 1], null, { votes: 9 }));
  await feed.find("");
  feed.offer(4, null);
  answer.mockResolvedValue({ ...pageOf([2, 1], null, { title: "Before", votes: 1 }), ...kept });
  for (const ask of [
    () => feed.showWaiting(),
    () => feed.reload(),
    () => feed.refresh(),
    () => feed.catchUp(),
  ])
    await ask();
  expect([ids(feed), [...feed.waiting.keys()], feed.scrollResets]).toEqual([[3, 2, 1], [4], 0]);
  expect([posts.get(1)?.data.title, posts.get(1)?.vote.count]).toEqual(["Title 1", 9]);
  expect(texts(notices)).toEqual(["The server is unavailable. The list will refresh when it is back."]);
  // Another search has nothing better to show.
  await feed.find("bef");
  expect(ids(feed)).toEqual([2, 1]);
});

test("a new post of one's own is not the newest seen", async () => {
  const { feed, posts } = feedWith({ feed: paged([3, 2]) });
  await feed.find("");
  posts.arrive(aPost(9, { mine: true }));
  expect([ids(feed), feed.newest]).toEqual([[9, 3, 2], 3]);
});

test("refresh without order removes nothing", async () => {
  const answer = vi.fn<AccountCommands["feed"]>();
  const { feed, notices } = feedWith({ feed: answer });
  answer.mockResolvedValueOnce({ ...aPage([aPost(1), aPost(2)], "1"), ordered: false });
  await feed.find("");
  answer.mockResolvedValueOnce({ ...aPage([aPost(3), aPost(2)], "1"), ordered: false });
  await feed.refresh();
  expect([ids(feed), [...feed.waiting.keys()]]).toEqual([[1, 2], [3]]);
  answer.mockRejectedValueOnce(aFailure("unreachable"));
  await feed.refresh();
  expect([feed.failure, notices.all]).toEqual([null, []]);
});
