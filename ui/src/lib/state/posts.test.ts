import { expect, test, vi } from "vitest";
import type { AccountCommands } from "$lib/ipc";
import { aFailure, aPage, aPost, commandsWith, Waiting, type AllCommands } from "../../test/fakes";
import { Feed } from "./feed.svelte";
import { Notices } from "./notices.svelte";
import { Posts } from "./posts.svelte";

function feedWith(some: Partial<AllCommands>) {
  const notices = new Notices();
  const commands = commandsWith(some);
  const posts = new Posts(commands, notices);
  return { feed: new Feed({ kind: "new" }, posts, commands, notices), posts, notices };
}

const showing =
  (...ids: number[]): AccountCommands["feed"] =>
  () =>
    Promise.resolve(aPage(ids.map((id) => aPost(id))));

const ids = (feed: Feed) => feed.posts.map((post) => post.id);
const texts = (notices: Notices) => notices.all.map((notice) => notice.text);

test("an edit keeps the votes that its answer leaves out", async () => {
  const { feed, posts } = feedWith({
    feed: () => Promise.resolve(aPage([aPost(1, { votes: 4, voted: true })])),
    updatePost: (id, input) => Promise.resolve(aPost(id, { ...input, votes: null, voted: null })),
  });
  await feed.find("");
  const [post] = feed.posts;
  if (post === undefined) throw new Error("no post");
  await posts.update(post, { title: "Better", content: "…", published: true });
  expect(post.data.title).toBe("Better");
  expect([post.vote.voted, post.vote.count]).toEqual([true, 4]);
});

test.each(["vote", "edit", "delete"])("%s of a deleted post removes it with a notice", async (action) => {
  const gone = () => Promise.reject(aFailure("not_found"));
  const { feed, posts, notices } = feedWith({
    feed: showing(2, 1),
    vote: gone,
    updatePost: gone,
    deletePost: gone,
  });
  await feed.find("");
  const [post] = feed.posts;
  if (post === undefined) throw new Error("no post");
  if (action === "vote") await posts.toggleVote(post);
  else if (action === "edit") await posts.update(post, { title: "a", content: "b", published: true });
  else {
    posts.remove(post);
    await posts.deletions.finish();
  }
  expect(ids(feed)).toEqual([1]);
  expect(texts(notices)).toEqual(["“Title 2” was deleted in the meantime."]);
});

test("reports a refused vote, but not an ended session", async () => {
  const vote = vi.fn<AccountCommands["vote"]>().mockRejectedValueOnce(aFailure("too_many", "Too fast."));
  const { feed, posts, notices } = feedWith({ feed: showing(1), vote });
  await feed.find("");
  const [post] = feed.posts;
  if (post === undefined) throw new Error("no post");
  await posts.toggleVote(post);
  expect(texts(notices)).toEqual(["Too fast."]);
  vote.mockRejectedValueOnce(aFailure("signed_out", "Signed out."));
  await posts.toggleVote(post);
  expect(texts(notices)).toEqual(["Too fast."]);
});

test("a reload keeps a vote under way", async () => {
  const vote = new Waiting<[number, boolean], { voted: boolean; changed: boolean }>();
  const { feed, posts } = feedWith({ feed: showing(1), vote: vote.call });
  await feed.find("");
  const voting = feed.posts[0] && posts.toggleVote(feed.posts[0]);
  await feed.reload();
  expect(feed.posts[0]?.vote.count).toBe(1);
  vote.at(0).answer({ voted: true, changed: true });
  await voting;
  expect(feed.posts[0]?.vote.count).toBe(1);
});

test("a post is one and the same in all lists", async () => {
  const { feed, posts } = feedWith({
    feed: showing(1),
    post: (id) => Promise.resolve(aPost(id, { votes: 7 })),
  });
  await feed.find("");
  const post = await posts.read(1);
  expect(feed.posts[0]).toBe(post);
  expect(feed.posts[0]?.vote.count).toBe(7);
});

test("a late answer undoes nothing newer", async () => {
  const reading = new Waiting<[number], ReturnType<typeof aPost>>();
  const { posts } = feedWith({ post: reading.call });
  const older = posts.read(1);
  const newer = posts.read(1);
  reading.at(1).answer(aPost(1, { title: "New", votes: 2 }));
  await newer;
  reading.at(0).answer(aPost(1, { title: "Old", votes: 1 }));
  const post = await older;
  expect([post.data.title, post.vote.count]).toEqual(["New", 2]);
});

test("a post found deleted leaves all lists silently", async () => {
  const { feed, posts, notices } = feedWith({
    feed: showing(2, 1),
    post: () => Promise.reject(aFailure("not_found")),
  });
  await feed.find("");
  const [post] = feed.posts;
  await expect(posts.read(2)).rejects.toThrow();
  expect([ids(feed), post?.gone, notices.all]).toEqual([[1], true, []]);
});
