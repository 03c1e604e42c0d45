import { expect, test, vi } from "vitest";
import type { FeedPost } from "$lib/ipc";
import { aFailure, aPost } from "../../test/fakes";
import { Draft } from "./draft.svelte";
import { Edit } from "./edit.svelte";

const limits = { title: 300, content: 100_000 };
const original = { title: "Title", content: "Words", published: true };
const storage = { keep: () => Promise.resolve(null), forget: () => Promise.resolve(null) };

function editOf(latest: () => Promise<FeedPost>) {
  const edit = new Edit(new Draft(storage, { post: 7, ...original, original }), latest);
  edit.draft.content = "My words";
  return edit;
}

const asIt = (now: Partial<FeedPost>) => () => Promise.resolve(aPost(7, { ...original, ...now }));

test("a post that nobody else changed is saved", async () => {
  const send = vi.fn(() => Promise.resolve());
  expect(await editOf(asIt({})).save(true, limits, send)).toBe(true);
  expect(send).toHaveBeenCalledWith({ title: "Title", content: "My words", published: true });
});

test.each([{ title: "Other" }, { content: "Other" }, { published: false }])(
  "a post that became %j is not overwritten unseen",
  async (now) => {
    const send = vi.fn(() => Promise.resolve());
    const edit = editOf(asIt(now));
    expect(await edit.save(true, limits, send)).toBe(false);
    expect(edit.theirs).toEqual({ ...original, ...now });
    expect(edit.draft.content).toBe("My words");
    edit.keepMine();
    expect(await edit.save(true, limits, send)).toBe(true);
    expect(send).toHaveBeenCalledOnce();
  },
);

test("shows a second conflict while the author chooses", async () => {
  let content = "Theirs";
  const edit = editOf(() => Promise.resolve(aPost(7, { ...original, content })));
  const send = vi.fn(() => Promise.resolve());
  await edit.save(true, limits, send);
  edit.keepMine();
  content = "Theirs again";
  expect(await edit.save(true, limits, send)).toBe(false);
  expect(edit.theirs?.content).toBe("Theirs again");
  expect(send).not.toHaveBeenCalled();
});

test("the author may take the other text instead", async () => {
  const edit = editOf(asIt({ content: "Theirs" }));
  await edit.save(true, limits, vi.fn());
  edit.takeTheirs();
  expect([edit.draft.content, edit.draft.untouched, edit.theirs]).toEqual(["Theirs", true, null]);
});

test("a post that is gone costs nothing of the text", async () => {
  const send = vi.fn();
  const edit = editOf(() => Promise.reject(aFailure("not_found", "Gone.")));
  expect(await edit.save(true, limits, send)).toBe(false);
  expect(edit.draft.message).toContain("Your text is still here");
  expect(edit.draft.content).toBe("My words");
  expect(send).not.toHaveBeenCalled();
});
