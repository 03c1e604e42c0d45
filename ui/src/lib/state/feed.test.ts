import { expect, test, vi } from "vitest";
import type { Commands, FeedPage } from "$lib/ipc";
import { aFailure, aPage, aPost, commandsWith, settled, Waiting } from "../../test/fakes";
import { Feed } from "./feed.svelte";
import { Notices } from "./notices.svelte";

function feedWith(commands: Partial<Commands>) {
  const notices = new Notices();
  return { feed: new Feed(commandsWith(commands), notices), notices };
}

/** A server of pages, each of whose `next` is the number of the page after it. */
function paged(...pages: number[][]): Commands["feed"] {
  return (_search, page) => {
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
  const server = new Waiting<[string, string | null], FeedPage>();
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
  const server = new Waiting<[string, string | null], FeedPage>();
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
  expect(answer).toHaveBeenLastCalledWith("word", null);
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
  const server = new Waiting<[string, string | null], FeedPage>();
  const { feed } = feedWith({ feed: server.call });
  const back = feed.restore({ search: "", post: 12, offset: 10 });
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
  const answer = vi.fn<Commands["feed"]>((_search, page) => {
    const at = Number(page ?? 0);
    return Promise.resolve(aPage([aPost(1000 - at)], String(at + 1)));
  });
  const { feed } = feedWith({ feed: answer });
  await feed.restore({ search: "", post: 1, offset: 0 });
  expect(answer).toHaveBeenCalledTimes(20);
  expect(feed.ready).toBe(true);
});

test("going back shows what it has when a page on the way fails", async () => {
  const answer = vi
    .fn<Commands["feed"]>()
    .mockResolvedValueOnce(aPage([aPost(9)], "2"))
    .mockRejectedValueOnce(aFailure("unreachable"));
  const { feed } = feedWith({ feed: answer });
  await feed.restore({ search: "", post: 1, offset: 0 });
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

test("an edit keeps the votes that its answer leaves out", async () => {
  const { feed } = feedWith({
    feed: () => Promise.resolve(aPage([aPost(1, { votes: 4, voted: true })])),
    updatePost: (id, input) => Promise.resolve(aPost(id, { ...input, votes: null, voted: null })),
  });
  await feed.find("");
  const [post] = feed.posts;
  if (post === undefined) throw new Error("no post");
  await feed.update(post, { title: "Better", content: "…", published: true });
  expect(post.data.title).toBe("Better");
  expect([post.vote.voted, post.vote.count]).toEqual([true, 4]);
});

test.each(["vote", "edit", "delete"])(
  "%s of a post that is gone says so and takes it away",
  async (action) => {
    const gone = () => Promise.reject(aFailure("not_found"));
    const { feed, notices } = feedWith({
      feed: paged([2, 1]),
      vote: gone,
      updatePost: gone,
      deletePost: gone,
    });
    await feed.find("");
    const [post] = feed.posts;
    if (post === undefined) throw new Error("no post");
    if (action === "vote") await feed.toggleVote(post);
    else if (action === "edit") await feed.update(post, { title: "a", content: "b", published: true });
    else await feed.remove(post);
    expect(ids(feed)).toEqual([1]);
    expect(texts(notices)).toEqual(["“Title 2” is gone: it was deleted meanwhile."]);
  },
);

test("a refused vote is said, but not that the session has ended, which the sign-in says", async () => {
  const vote = vi.fn<Commands["vote"]>().mockRejectedValueOnce(aFailure("too_many", "Too fast."));
  const { feed, notices } = feedWith({ feed: paged([1]), vote });
  await feed.find("");
  const [post] = feed.posts;
  if (post === undefined) throw new Error("no post");
  await feed.toggleVote(post);
  expect(texts(notices)).toEqual(["Too fast."]);
  vote.mockRejectedValueOnce(aFailure("signed_out", "Signed out."));
  await feed.toggleVote(post);
  expect(texts(notices)).toEqual(["Too fast."]);
});

test("a reload keeps a vote under way", async () => {
  const vote = new Waiting<[number, boolean], { voted: boolean; changed: boolean }>();
  const { feed } = feedWith({ feed: paged([1]), vote: vote.call });
  await feed.find("");
  const voting = feed.posts[0] && feed.toggleVote(feed.posts[0]);
  await feed.reload();
  expect(feed.posts[0]?.vote.count).toBe(1);
  vote.at(0).answer({ voted: true, changed: true });
  await voting;
  expect(feed.posts[0]?.vote.count).toBe(1);
});

test("a list that was asked for before a post was written does not hide it", async () => {
  const server = new Waiting<[string, string | null], FeedPage>();
  const { feed } = feedWith({
    feed: server.call,
    createPost: (input) => Promise.resolve(aPost(2, { ...input })),
  });
  const first = feed.find("");
  await feed.create({ title: "New", content: "…", published: true });
  server.at(0).answer(aPage([aPost(1)]));
  await first;
  server.at(1).answer(aPage([aPost(2), aPost(1)]));
  await settled();
  expect(ids(feed)).toEqual([2, 1]);
  expect(feed.loading).toBe(false);
});
