// Ctrl+A outside of fields.
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { aPost, aStatus } from "../test/fakes";
import { feedOf, field, open, posts } from "../test/window";

const selectAll = () => userEvent.keyboard("{Control>}a{/Control}");
const selected = () => getSelection()?.toString().trim() ?? "";

test("of several posts, selects the focused one", async () => {
  await open(aStatus(), feedOf(aPost(1, { content: "One." }), aPost(2, { content: "Two." })));
  await expect.element(posts().first()).toBeVisible();
  getSelection()?.removeAllRanges();
  await selectAll();
  expect(selected()).toBe("");
  await userEvent.keyboard("jj");
  await selectAll();
  expect(selected()).toMatch(/^Title 2\s+Two\.$/);
});

test("in a field it selects what was typed", async () => {
  await open(aStatus({ account: null }));
  await field("Email").fill("ada@example.org");
  await selectAll();
  await userEvent.keyboard("b");
  await expect.element(field("Email")).toHaveValue("b");
});
