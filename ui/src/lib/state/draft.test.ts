import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { StoredDraft } from "$lib/ipc";
import { aFailure } from "../../test/fakes";
import { Draft } from "./draft.svelte";

const limits = { title: 300, content: 100_000 };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function storage() {
  return {
    keep: vi.fn<(stored: StoredDraft) => Promise<null>>(() => Promise.resolve(null)),
    forget: vi.fn<(post: number | null) => Promise<null>>(() => Promise.resolve(null)),
  };
}

function draftOf(title: string, content: string, on = storage()) {
  return new Draft(on, { post: null, title, content, original: null });
}

test("sends nothing without title and content", async () => {
  const save = vi.fn();
  const draft = draftOf(" ", "");
  expect(await draft.save(true, limits, save)).toBe(false);
  expect(Object.keys(draft.errors)).toEqual(["title", "content"]);
  expect(save).not.toHaveBeenCalled();
});

test("does not send what is too long", async () => {
  const save = vi.fn();
  const draft = draftOf("t".repeat(301), "é".repeat(100_002));
  expect(await draft.save(true, limits, save)).toBe(false);
  expect(draft.errors["title"]).toBe("Too long by 1 character. Shorten the title.");
  expect(draft.errors["content"]).toContain("Too long by 2 characters. Shorten the post");
  expect(save).not.toHaveBeenCalled();
});

test("keeps the text when sending fails", async () => {
  const draft = draftOf("Title", "Words");
  expect(await draft.save(true, limits, () => Promise.reject(aFailure("unreachable", "No answer.")))).toBe(
    false,
  );
  expect([draft.title, draft.content, draft.message, draft.saving]).toEqual([
    "Title",
    "Words",
    "No answer. Your text is still here.",
    null,
  ]);
});

test("a reason that belongs to a field is told there", async () => {
  const refuse = () => Promise.reject(aFailure("invalid", "It does not pass.", { title: "Too long." }));
  const draft = draftOf("Title", "Words");
  await draft.save(true, limits, refuse);
  expect([draft.errors, draft.message]).toEqual([{ title: "Too long." }, null]);
});

test("a draft is sent as such, and once at a time", async () => {
  let finish = () => {};
  const save = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const draft = draftOf(" Title ", " Words\n");
  const saving = draft.save(false, limits, save);
  expect(draft.saving).toBe("keep");
  expect(await draft.save(true, limits, save)).toBe(false);
  // What was typed last is kept before.
  await vi.advanceTimersByTimeAsync(0);
  finish();
  expect(await saving).toBe(true);
  expect(save.mock.calls).toEqual([[{ title: "Title", content: " Words\n", published: false }]]);
});

test("saves typed text, and removes an empty draft", async () => {
  const on = storage();
  const draft = draftOf("", "", on);
  draft.title = "H";
  draft.content = "Words";
  await vi.advanceTimersByTimeAsync(1000);
  expect(on.keep.mock.calls).toEqual([[{ post: null, title: "H", content: "Words", original: null }]]);
  draft.clear();
  await vi.advanceTimersByTimeAsync(0);
  expect(on.forget).toHaveBeenCalledWith(null);
  expect(draft.autoSaver.pending).toBe(false);
});

test("a change is forgotten when the text is what it was", async () => {
  const on = storage();
  const original = { title: "Title", content: "Words", published: true };
  const draft = new Draft(on, { post: 7, title: "Title", content: "Words", original });
  draft.title = "Titles";
  await vi.advanceTimersByTimeAsync(1000);
  expect(on.keep).toHaveBeenCalledWith({ post: 7, title: "Titles", content: "Words", original });
  draft.title = "Title";
  await vi.advanceTimersByTimeAsync(1000);
  expect(on.forget).toHaveBeenCalledWith(7);
});
