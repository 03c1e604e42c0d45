// Destinations of the tray and of notifications.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { AccountCommands, Destination } from "$lib/ipc";
import { aPage, aPost, aStatus, someone, type AllCommands } from "../../test/fakes";
import { button, field, open, searchBox } from "../../test/window";

/** On a server that has no accounts to look after, which the settings would ask about. */
function status(link: Destination | null) {
  return aStatus({ pending_destination: link, features: { ...aStatus().features, account: false } });
}

const about = () => Promise.resolve({ version: "1.2.3", tauri: "2", webview: "2.50", data_dir: "/data" });

async function reading(commands: Partial<AllCommands> = {}) {
  const feed = vi.fn<AccountCommands["feed"]>(() => Promise.resolve(aPage([aPost(2), aPost(1)])));
  const app = await open(status(null), {
    feed,
    post: (id) => Promise.resolve(aPost(id)),
    about,
    ...commands,
  });
  await expect.element(page.getByRole("heading", { name: "Title 2" })).toBeVisible();
  return {
    ...app,
    feed,
    go: (link: Destination) => {
      app.send(status(link));
    },
  };
}

test("the composer opens from any page", async () => {
  const { go } = await reading();
  await page.getByRole("button", { name: "My posts" }).click();
  await button("Settings").click();
  go({ kind: "composer" });
  await expect.element(field("Title")).toHaveFocus();
  await expect.element(page.getByRole("dialog", { name: "Settings" })).not.toBeInTheDocument();
});

test("a link that leads nowhere is told, wherever one is", async () => {
  const linkShown = vi.fn<AllCommands["linkShown"]>().mockResolvedValue(null);
  const { go, send } = await reading({ linkShown });
  await button("Settings").click();
  go({ kind: "unsupported" });
  await expect.element(page.getByText("Hearth can’t open this link.")).toBeVisible();
  expect(linkShown).toHaveBeenCalledOnce();
  await expect.element(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  send({ ...status(null), account: null });
  await button("Dismiss").click();
  send({ ...status({ kind: "unsupported" }), account: null });
  await expect.element(page.getByText("Hearth can’t open this link.")).toBeVisible();
});

test("the newest posts open without the search", async () => {
  const { go, feed, tell } = await reading();
  await searchBox().fill("Title 1");
  await vi.waitFor(() => {
    expect(feed).toHaveBeenLastCalledWith({ kind: "new" }, "Title 1", null);
  });
  tell({ kind: "created", post: 3, owner: someone.id });
  go({ kind: "newest" });
  await vi.waitFor(() => {
    expect(feed).toHaveBeenLastCalledWith({ kind: "new" }, "", null);
  });
  await expect.element(searchBox()).toHaveValue("");
});

test("one's own posts open", async () => {
  const { go, feed } = await reading();
  go({ kind: "mine" });
  await vi.waitFor(() => {
    expect(feed).toHaveBeenLastCalledWith({ kind: "mine" }, "", null);
  });
});

test("reports the newest post seen, not waiting ones", async () => {
  const looked = vi.fn<AccountCommands["markSeen"]>().mockResolvedValue(null);
  const { tell, feed } = await reading({ markSeen: looked });
  await vi.waitFor(() => {
    expect(looked.mock.calls).toEqual([[2]]);
  });
  tell({ kind: "created", post: 3, owner: someone.id });
  await expect.element(button("1 new post")).toBeVisible();
  expect(looked).toHaveBeenCalledTimes(1);
  feed.mockResolvedValue(aPage([aPost(3), aPost(2), aPost(1)]));
  await button("1 new post").click();
  await vi.waitFor(() => {
    expect(looked).toHaveBeenLastCalledWith(3);
  });
});
