import { expect, test, vi } from "vitest";
import type { Commands } from "$lib/ipc";
import { aFailure, aPost, commandsWith } from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Drafts } from "./drafts.svelte";

const owner = { server: { kind: "this_computer" as const }, account: 1 };
const original = { title: "Title", content: "Words", published: true };

function draftsWith(commands: Partial<Commands>) {
  const notices = new Notices();
  return { drafts: new Drafts(commandsWith(commands), notices, owner), notices };
}

test("restores the new post and every edit", async () => {
  const { drafts } = draftsWith({
    drafts: () =>
      Promise.resolve([
        { post: null, title: "New", content: "", original: null },
        { post: 7, title: "Title", content: "Other words", original },
      ]),
  });
  expect(drafts.ready).toBe(false);
  await drafts.load();
  expect(drafts.ready).toBe(true);
  expect(drafts.fresh.title).toBe("New");
  // What the post is by now says nothing about what the change began from.
  const edit = drafts.edit(aPost(7, { content: "Theirs" }));
  expect([edit.draft.content, edit.draft.original]).toEqual(["Other words", original]);
});

test("a failed restore is reported and blocks nothing", async () => {
  const { drafts, notices } = draftsWith({
    drafts: () => Promise.reject(aFailure("storage", "The disk refuses.")),
  });
  await drafts.load();
  expect(drafts.ready).toBe(true);
  expect(notices.all[0]?.text).toContain("The disk refuses.");
});

test("flush saves every draft at once", async () => {
  const saveDraft = vi.fn<Commands["saveDraft"]>(() => Promise.resolve(null));
  const { drafts } = draftsWith({ saveDraft });
  drafts.fresh.title = "New";
  drafts.edit(aPost(7)).draft.title = "Changed";
  await drafts.flush();
  expect(saveDraft.mock.calls.map(([, stored]) => stored.title)).toEqual(["New", "Changed"]);
});

test("removes the draft of a finished edit", async () => {
  const discardDraft = vi.fn<Commands["discardDraft"]>(() => Promise.resolve(null));
  const { drafts } = draftsWith({ discardDraft });
  drafts.edit(aPost(7)).draft.title = "Changed";
  drafts.end(7);
  await vi.waitFor(() => {
    expect(discardDraft).toHaveBeenCalledWith(owner, 7);
  });
  expect(drafts.edits.size).toBe(0);
});
