import { expect, test, vi } from "vitest";
import { aFailure } from "../../test/fakes";
import { Draft } from "./draft.svelte";

test("both fields are required, and nothing is sent without them", async () => {
  const save = vi.fn();
  const draft = new Draft(" ", "");
  expect(await draft.save(true, save)).toBe(false);
  expect(Object.keys(draft.errors)).toEqual(["title", "content"]);
  expect(save).not.toHaveBeenCalled();
});

test("what was typed stays when sending fails, and the reason is told", async () => {
  const draft = new Draft("Title", "Words");
  expect(await draft.save(true, () => Promise.reject(aFailure("unreachable", "No answer.")))).toBe(false);
  expect([draft.title, draft.content, draft.message, draft.saving]).toEqual([
    "Title",
    "Words",
    "No answer.",
    null,
  ]);
});

test("a reason that belongs to a field is told there", async () => {
  const refuse = () => Promise.reject(aFailure("invalid", "It does not pass.", { title: "Too long." }));
  const draft = new Draft("Title", "Words");
  await draft.save(true, refuse);
  expect([draft.errors, draft.message]).toEqual([{ title: "Too long." }, null]);
});

test("a draft is sent as such, and once at a time", async () => {
  let finish = () => {};
  const save = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const draft = new Draft(" Title ", " Words\n");
  const saving = draft.save(false, save);
  expect(draft.saving).toBe("keep");
  expect(await draft.save(true, save)).toBe(false);
  finish();
  expect(await saving).toBe(true);
  expect(save.mock.calls).toEqual([[{ title: "Title", content: " Words\n", published: false }]]);
});
