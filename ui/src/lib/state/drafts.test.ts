import { expect, test, vi } from "vitest";
import type { AccountCommands } from "$lib/ipc";
import { aFailure, aPost, commandsWith, type AllCommands } from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Drafts } from "./drafts.svelte";

const original = { title: "Title", content: "Words", published: true };

function draftsWith(commands: Partial<AllCommands>) {
  const notices = new Notices();
  return { drafts: new Drafts(commandsWith(commands), notices), notices };
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

test("what was begun is restored without being opened", async () => {
  const { drafts } = draftsWith({
    drafts: () => Promise.resolve([{ post: null, title: "New", content: "", original: null }]),
  });
  await drafts.load();
  expect(drafts.open).toBeNull();
});

test("leaving keeps what was typed, and nothing that was only opened", () => {
  const { drafts } = draftsWith({
    saveDraft: () => Promise.resolve(null),
    discardDraft: () => Promise.resolve(null),
  });
  drafts.change(aPost(7));
  expect(drafts.isOpen(7)).toBe(true);
  drafts.leave();
  expect([drafts.open, drafts.edits.size]).toEqual([null, 0]);
  drafts.change(aPost(7));
  drafts.edit(aPost(7)).draft.title = "Changed";
  drafts.leave();
  expect([drafts.open, drafts.edits.size]).toEqual([null, 1]);
});

test.each([true, false])("an undone discard is as before; open: %s", (isOpen) => {
  const { drafts, notices } = draftsWith({
    saveDraft: () => Promise.resolve(null),
    discardDraft: () => Promise.resolve(null),
  });
  drafts.change(aPost(7));
  drafts.edit(aPost(7)).draft.title = "Changed";
  if (!isOpen) drafts.leave();
  drafts.discard(7);
  expect([drafts.open, drafts.edits.size]).toEqual([null, 0]);
  notices.all[0]?.action?.act();
  expect(drafts.edits.get(7)?.draft.title).toBe("Changed");
  expect(drafts.isOpen(7)).toBe(isOpen);
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
  const saveDraft = vi.fn<AccountCommands["saveDraft"]>(() => Promise.resolve(null));
  const { drafts } = draftsWith({ saveDraft });
  drafts.fresh.title = "New";
  drafts.edit(aPost(7)).draft.title = "Changed";
  await drafts.flush();
  expect(saveDraft.mock.calls.map(([stored]) => stored.title)).toEqual(["New", "Changed"]);
});

test("removes the draft of a finished edit", async () => {
  const discardDraft = vi.fn<AccountCommands["discardDraft"]>(() => Promise.resolve(null));
  const { drafts } = draftsWith({ discardDraft });
  drafts.edit(aPost(7)).draft.title = "Changed";
  drafts.end(7);
  await vi.waitFor(() => {
    expect(discardDraft).toHaveBeenCalledWith(7);
  });
  expect(drafts.edits.size).toBe(0);
});
