import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { AccountCommands, Commands } from "$lib/ipc";
import { aFailure, aPage, aPost, aStatus } from "../../test/fakes";
import { button, feedOf, open, posts } from "../../test/window";

const locked = aStatus({ connection: { kind: "locked" }, session_store: "locked" });

test("a locked keyring is shown and can be unlocked", async () => {
  const unlockKeychain = vi.fn<Commands["unlockKeychain"]>().mockResolvedValue(null);
  const feed = vi.fn<AccountCommands["feed"]>(() => Promise.resolve(aPage([aPost(1)])));
  const { send } = await open(locked, { feed, unlockKeychain });
  await expect.element(page.getByText("Your keyring is locked.")).toBeVisible();
  await expect.element(posts().first()).toBeVisible();
  await expect.element(page.getByText("Offline.")).not.toBeInTheDocument();
  await button("Unlock").click();
  expect(unlockKeychain).toHaveBeenCalledOnce();

  // What happened meanwhile is asked for.
  const before = feed.mock.calls.length;
  send(aStatus());
  await expect.element(button("Unlock")).not.toBeInTheDocument();
  await vi.waitFor(() => {
    expect(feed.mock.calls.length).toBeGreaterThan(before);
  });
});

test("a keyring that stays locked keeps the session", async () => {
  const dismissed = aFailure("storage", "Your keyring wasn’t unlocked.");
  const { send } = await open(locked, {
    ...feedOf(aPost(1)),
    unlockKeychain: () => Promise.reject(dismissed),
  });
  await button("Unlock").click();
  await expect.element(page.getByText("Your keyring wasn’t unlocked.")).toBeVisible();
  await expect.element(posts().first()).toBeVisible();

  // What was true of it then is not said once it is open.
  send(aStatus());
  await expect.element(page.getByText("Your keyring wasn’t unlocked.")).not.toBeInTheDocument();
});

test.each([
  ["locked", "Your keyring is locked. Unlock it to stay signed in"],
  ["silent", "Your keyring isn’t responding. Until it does"],
] as const)("of a keyring that is %s it is told what it means for the session", async (store, words) => {
  await open(aStatus({ session_store: store }), feedOf(aPost(1)));
  await expect.element(page.getByText(words)).toBeVisible();
  await expect.element(page.getByText("Hearth can’t use a keyring")).not.toBeInTheDocument();
});
