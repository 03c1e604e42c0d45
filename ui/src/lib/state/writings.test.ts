import { expect, test, vi } from "vitest";
import type { Commands } from "$lib/ipc";
import { aFailure, aPost, commandsWith } from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Writings } from "./writings.svelte";

const writer = { place: { kind: "this_computer" as const }, account: 1 };
const original = { title: "Title", content: "Words", published: true };

function writingsWith(commands: Partial<Commands>) {
  const notices = new Notices();
  return { writings: new Writings(commandsWith(commands), notices, writer), notices };
}

test("what was kept is back: the new post and every change", async () => {
  const { writings } = writingsWith({
    writings: () =>
      Promise.resolve([
        { post: null, title: "New", content: "", original: null },
        { post: 7, title: "Title", content: "Other words", original },
      ]),
  });
  expect(writings.ready).toBe(false);
  await writings.load();
  expect(writings.ready).toBe(true);
  expect(writings.fresh.title).toBe("New");
  // What the post is by now says nothing about what the change began from.
  const edit = writings.edit(aPost(7, { content: "Theirs" }));
  expect([edit.draft.content, edit.draft.original]).toEqual(["Other words", original]);
});

test("where nothing can be read one can write all the same, and hears of it", async () => {
  const { writings, notices } = writingsWith({
    writings: () => Promise.reject(aFailure("storage", "The disk refuses.")),
  });
  await writings.load();
  expect(writings.ready).toBe(true);
  expect(notices.all[0]?.text).toContain("The disk refuses.");
});

test("leaving writes at once what waits, for every text", async () => {
  const keepWriting = vi.fn<Commands["keepWriting"]>(() => Promise.resolve(null));
  const { writings } = writingsWith({ keepWriting });
  writings.fresh.title = "New";
  writings.edit(aPost(7)).draft.title = "Changed";
  await writings.flush();
  expect(keepWriting.mock.calls.map(([, writing]) => writing.title)).toEqual(["New", "Changed"]);
});

test("a change that was saved or given up is forgotten", async () => {
  const forgetWriting = vi.fn<Commands["forgetWriting"]>(() => Promise.resolve(null));
  const { writings } = writingsWith({ forgetWriting });
  writings.edit(aPost(7)).draft.title = "Changed";
  writings.end(7);
  await vi.waitFor(() => {
    expect(forgetWriting).toHaveBeenCalledWith(writer, 7);
  });
  expect(writings.edits.size).toBe(0);
});
