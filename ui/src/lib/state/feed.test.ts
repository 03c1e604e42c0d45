import { expect, test, vi } from "vitest";
import type { Commands, FeedPage, View } from "$lib/ipc";
import { aFailure, aPage, aPost, commandsWith, settled, Waiting } from "../../test/fakes";
import { Feed } from "./feed.svelte";
import { Notices } from "./notices.svelte";
import { Posts } from "./posts.svelte";

function feedWith(some: Partial<Commands>, view: View = { kind: "new" }) {
  const notices = new Notices();
  const commands = commandsWith(some);
  const posts = new Posts(commands, notices);
  return { feed: new Feed(view, posts, commands, notices), posts, notices };
}

/** A server of pages, each of whose `next` is the number of the page after it. */
function paged(...pages: number[][]): Commands["feed"] {
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

test("pages follow each other, and a post that is on two is shown once", async () => {
  const { feed } = feedWith({ feed: paged([5, 4], [4, 3], [2]) });
  await feed.find("");
  await feed.loadMore();
  expect(ids(feed)).toEqual([5, 4, 3]);
  await feed.loadMore();
  expect(ids(feed)).toEqual([5, 4, 3, 2]);
  expect(feed.hasMore).toBe(false);
});

test("an older search that answers late does not replace a newer one", async () => {
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

test("a further page of the search before does not join the new one", async () => {
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

test("a first page that fails is told in its place, and a second try shows the posts", async () => {
  const answer = vi.fn<Commands["feed"]>().mockRejectedValueOnce(aFailure("unreachable", "No answer."));
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
  const answer = vi.fn<Commands["feed"]>().mockResolvedValueOnce(aPage([aPost(1)]));
  const { feed, notices } = feedWith({ feed: answer });
  await feed.find("");
  answer.mockRejectedValueOnce(aFailure("unreachable", "No answer."));
  await feed.reload();
  expect(ids(feed)).toEqual([1]);
  expect(feed.failure).toBeNull();
  expect(texts(notices)).toEqual(["No answer."]);
});

test("a further page that fails can be tried again", async () => {
  const answer = vi.fn<Commands["feed"]>().mockResolvedValueOnce(aPage([aPost(2)], "more"));
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

test("going back reads pages until the post can be scrolled to, and shows nothing before", async () => {
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
  const answer = vi.fn<Commands["feed"]>((_view, _search, page) => {
    const at = Number(page ?? 0);
    return Promise.resolve(aPage([aPost(1000 - at)], String(at + 1)));
  });
  const { feed } = feedWith({ feed: answer });
  await feed.restore({ search: "", post: 1 });
  expect(answer).toHaveBeenCalledTimes(20);
  expect(feed.ready).toBe(true);
});

test("going back shows what it has when a page on the way fails", async () => {
  const answer = vi
    .fn<Commands["feed"]>()
    .mockResolvedValueOnce(aPage([aPost(9)], "2"))
    .mockRejectedValueOnce(aFailure("unreachable"));
  const { feed } = feedWith({ feed: answer });
  await feed.restore({ search: "", post: 1 });
  expect(ids(feed)).toEqual([9]);
  expect(feed.hasMore).toBe(true);
});

test("a post just written is on top, without votes, whatever the answer leaves out", async () => {
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

test("a post that does not match the search shown is not mixed in", async () => {
  const { feed, notices } = feedWith({
    feed: paged([1]),
    createPost: (input) => Promise.resolve(aPost(2, input)),
  });
  await feed.find("tit");
  await feed.create({ title: "Other", content: "…", published: false });
  expect(ids(feed)).toEqual([1]);
  expect(texts(notices)).toEqual(["Your draft is saved. It appears when you clear the search."]);
});

test("a list that was asked for before a post was written does not hide it", async () => {
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

test("a page that was asked for before a post went does not bring it back", async () => {
  const server = new Waiting<[View, string, string | null], FeedPage>();
  const { feed, posts } = feedWith({ feed: server.call });
  const first = feed.find("");
  posts.drop(2);
  server.at(0).answer(aPage([aPost(2), aPost(1)]));
  await first;
  expect(ids(feed)).toEqual([1]);
});

test("a post that is written where it does not belong is said to be elsewhere", async () => {
  const { feed, notices } = feedWith(
    { feed: paged([1]), createPost: (input) => Promise.resolve(aPost(2, { ...input, mine: true })) },
    { kind: "drafts" },
  );
  await feed.find("");
  await feed.create({ title: "New", content: "…", published: true });
  expect(ids(feed)).toEqual([1]);
  expect(texts(notices)).toEqual(["Your post is published. It is under “New”."]);
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

test("a quiet look changes what has changed, lets go of what is gone, and lets what is new wait", async () => {
  const answer = vi.fn<Commands["feed"]>();
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
  expect([feed.waiting.size, feed.beginnings]).toEqual([0, 1]);
});

test("a quiet look where no order is promised takes nothing away, and one that fails says nothing", async () => {
  const answer = vi.fn<Commands["feed"]>();
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
