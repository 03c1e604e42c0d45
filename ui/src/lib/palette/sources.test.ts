// Search across palette sources, and the requests of the title source.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LANGUAGES, tIn } from "$lib/i18n";
import type { FeedPage } from "$lib/ipc";
import { Notices } from "$lib/state/notices.svelte";
import { Posts } from "$lib/state/posts.svelte";
import { aFailure, aPage, aPost, commandsWith, someone, Waiting } from "../../test/fakes";
import { peopleSource } from "./people";
import { ALL_SETTINGS } from "./settings";
import { answer, type Source, Sources } from "./sources.svelte";
import { TitleSource } from "./titles.svelte";

function aSource(id: string, texts: string[], more: Partial<Source> = {}): Source {
  const items = texts.map((text) => ({ id: `${id}-${text}`, text, choose: () => undefined }));
  return { id, heading: () => id, items: () => items, ...more };
}

const texts = (sources: Source[], typed: string) =>
  answer(sources, typed).map(({ source, items }) => [source.id, items.map(({ text }) => text)]);

test("groups results by source, without empty groups", () => {
  const sources = [aSource("a", ["Light", "Dark"]), aSource("b", ["None"]), aSource("c", ["Dark bread"])];
  expect(texts(sources, "dark")).toEqual([
    ["a", ["Dark"]],
    ["c", ["Dark bread"]],
  ]);
});

test("loose matches need that nothing else matches", () => {
  const loose = aSource("commands", ["Show or hide the menu bar"], { loose: true });
  const strict = aSource("posts", ["Sourdough", "Some soup, or?"]);
  expect(texts([loose, strict], "sou")).toEqual([["posts", ["Sourdough", "Some soup, or?"]]]);
  expect(texts([loose, strict], "somb")).toEqual([["commands", ["Show or hide the menu bar"]]]);
});

test("a source is capped and adds its extra items", () => {
  const besides = (typed: string) => [{ id: "search", text: `All with ${typed}`, choose: () => undefined }];
  const source = aSource("posts", ["a1", "a2", "a3"], { most: 2, besides });
  expect(texts([source], "a")).toEqual([["posts", ["a1", "a2", "All with a"]]]);
  expect(texts([source], "b")).toEqual([["posts", ["All with b"]]]);
});

test("sources are there for as long as they are offered", () => {
  const sources = new Sources();
  const [a, b] = [aSource("a", []), aSource("b", [])];
  const stop = sources.offer(a);
  sources.offer(b);
  expect(sources.all).toEqual([a, b]);
  stop();
  expect(sources.all).toEqual([b]);
});

test("every setting has a name in every language", () => {
  const logged = vi.spyOn(console, "error");
  for (const language of LANGUAGES)
    for (const { message } of ALL_SETTINGS) expect(tIn(language, message)).not.toBe(message);
  expect(logged).not.toHaveBeenCalled();
});

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function titles() {
  const feed = new Waiting<unknown[], FeedPage>();
  const posts = new Posts(commandsWith({}), new Notices());
  posts.learn([aPost(1, { title: "Sourdough" })], 1);
  const open = vi.fn();
  const search = vi.fn();
  const source = new TitleSource(posts, { feed: feed.call }, { open, search }, () => false);
  const found = (typed: string) => texts([source], typed).flatMap(([, items]) => items);
  return { source, feed, posts, found, open, search };
}

test("known titles come at once, others from the server", async () => {
  const { source, feed, found } = titles();
  source.seek("dough");
  expect(found("dough")).toEqual(["Sourdough", expect.stringContaining("Search titles")]);
  expect(source.news()).toBe("Searching the server…");
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.calls.map(({ args }) => args)).toEqual([[{ kind: "new" }, "dough", null]]);
  feed.at(0).answer(aPage([aPost(2, { title: "Dough for pizza" })]));
  await vi.advanceTimersByTimeAsync(0);
  expect(found("dough")).toContain("Dough for pizza");
  expect(source.news()).toBe("");
});

test("the server is asked once after typing", async () => {
  const { source, feed } = titles();
  for (const typed of ["d", "do", "dou"]) source.seek(typed);
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.calls.length).toBe(1);
  source.seek("dough");
  source.seek("");
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.calls.length).toBe(1);
  expect(source.news()).toBe("");
});

test("a failed search is reported unless it is stale", async () => {
  const { source, feed, found } = titles();
  source.seek("dou");
  await vi.advanceTimersByTimeAsync(1000);
  source.seek("dough");
  feed.at(0).refuse(aFailure("unreachable", "Nobody answers."));
  await vi.advanceTimersByTimeAsync(0);
  expect(source.news()).toBe("Searching the server…");
  await vi.advanceTimersByTimeAsync(1000);
  feed.at(1).refuse(aFailure("unreachable", "Nobody answers."));
  await vi.advanceTimersByTimeAsync(0);
  expect(source.news()).toContain("Nobody answers.");
  expect(found("dough")).toContain("Sourdough");
});

test("a title opens its post, and the last line searches", () => {
  const { source, open, search } = titles();
  const [group] = answer([source], "sour");
  group?.items[0]?.choose();
  expect(open).toHaveBeenCalledWith(1);
  group?.items[1]?.choose();
  expect(search).toHaveBeenCalledWith("sour");
});

test("people are the authors of known posts, each once", () => {
  const { posts } = titles();
  posts.learn([aPost(3)], 1);
  const open = vi.fn();
  const source = peopleSource(posts, open);
  expect(texts([source], "")).toEqual([]);
  expect(texts([source], "grace")).toEqual([["people", [someone.email]]]);
  answer([source], "grace")[0]?.items[0]?.choose();
  expect(open).toHaveBeenCalledWith(someone);
});
