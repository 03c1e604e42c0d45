// Several accounts: the menu and the keys that switch, what belongs to each, and the list in the settings.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountKey, Commands, Status } from "$lib/ipc";
import { aPage, aPost, aStatus, anEntry, commandsWith, me, someone } from "../../test/fakes";
import { button, chooseInAccountMenu, field, open, posts } from "../../test/window";

const here = { kind: "this_computer" as const };
const there = { kind: "server" as const, address: "https://hearth.example/" };
const mine = { server: here, account: me.id };
const work = { server: there, account: someone.id };
const home = anEntry(me);
const office = anEntry(someone, { server: there, label: "Work", state: "offline", unread: 3, votes: 2 });

/** On a server that has no accounts to look after, which the settings would ask about. */
const features = { ...aStatus().features, account: false, sessions: false };

function shows(account: AccountKey | null, fields: Partial<Status> = {}): Status {
  const isWork = account?.account === someone.id;
  return aStatus({
    accounts: [home, office],
    account: account === null ? null : isWork ? someone : me,
    server: isWork ? there : here,
    features,
    ...fields,
  });
}

/** Each account has one post, which says whose it is. */
async function openBoth(some: Partial<Commands> = {}) {
  const created = vi.fn<(account: AccountKey, title: string) => void>();
  const saved = vi.fn<(account: AccountKey, title: string) => void>();
  const switched = vi.fn<Commands["switchAccount"]>();
  const of: Commands["of"] = (account) =>
    commandsWith({
      feed: () => Promise.resolve(aPage([aPost(1, { title: `Post of ${account.account}` })])),
      cachedFeed: () => Promise.resolve(aPage([aPost(1, { title: `Cached of ${account.account}` })])),
      createPost: (post) => {
        created(account, post.title);
        return Promise.resolve(aPost(9, { title: post.title, mine: true }));
      },
      saveDraft: (draft) => {
        saved(account, draft.title);
        return Promise.resolve(null);
      },
    });
  const app = await open(shows(mine), { of, ...some, switchAccount: switched });
  switched.mockImplementation((key) => {
    app.send(shows(key));
    return Promise.resolve(null);
  });
  await expect.element(posts()).toHaveTextContent("Post of 1");
  return { ...app, created, saved, switched };
}

test("what is on the screen stays as it is while other accounts change", async () => {
  const app = await openBoth();
  await button("Settings").click();
  const [close, post] = [button("Close").element(), posts().element()];
  app.send(shows(mine, { accounts: [home, { ...office, label: "Library", unread: 4 }] }));
  await expect.element(page.getByRole("dialog").getByText("Library")).toBeVisible();
  expect([close.isConnected, post.isConnected]).toEqual([true, true]);
});

test("the menu shows where each account is and what is new there, and switches", async () => {
  const { switched } = await openBoth();
  await page.getByRole("button", { name: "Signed in as" }).click();
  const entry = page.getByRole("menuitemradio", { name: "Work" });
  await expect.element(entry).toHaveTextContent("hearth.example");
  await expect.element(entry).toHaveTextContent("Offline");
  await expect.element(entry).toHaveTextContent("5 new");
  await expect.element(page.getByRole("menuitemradio", { name: me.email })).toBeChecked();
  await entry.click();
  expect(switched).toHaveBeenCalledWith(work);
  await expect.element(posts()).toHaveTextContent("Post of 2");
});

test("keys switch, also while a post is written; what was typed stays its account's draft", async () => {
  const { saved } = await openBoth();
  await userEvent.keyboard("n");
  await field("Title").fill("Half a thought");
  await userEvent.keyboard("{Control>}2{/Control}");
  await expect.element(posts()).toHaveTextContent("Post of 2");
  await expect.element(page.getByText("Half a thought")).not.toBeInTheDocument();
  await userEvent.keyboard("{Control>}1{/Control}");
  await expect.element(field("Title")).toHaveValue("Half a thought");
  await vi.waitFor(() => {
    expect(saved).toHaveBeenCalledWith(mine, "Half a thought");
  });
  for (const [account] of saved.mock.calls) expect(account).toEqual(mine);
});

test("a post is written with the account under which it was begun", async () => {
  const { created } = await openBoth();
  await userEvent.keyboard("{Control>}2{/Control}");
  await expect.element(posts()).toHaveTextContent("Post of 2");
  await userEvent.keyboard("n");
  await field("Title").fill("From work");
  await field("Content").fill("Words");
  await button("Publish").click();
  await vi.waitFor(() => {
    expect(created.mock.calls).toEqual([[work, "From work"]]);
  });
});

test("what happens at another account is not shown at this one", async () => {
  const { tellOf } = await openBoth();
  await userEvent.keyboard("{Control>}2{/Control}");
  await expect.element(posts()).toHaveTextContent("Post of 2");
  tellOf(mine, { kind: "created", post: 7, owner: 3 });
  tellOf(mine, { kind: "deleted", post: 1 });
  await expect.element(posts()).toHaveTextContent("Post of 2");
  const news = page.getByRole("button", { name: /\d new posts?/ });
  await expect.element(news).not.toBeInTheDocument();
  await userEvent.keyboard("{Control>}1{/Control}");
  await expect.element(news).toBeVisible();
});

test("notices stay with their account", async () => {
  const { send } = await openBoth();
  await userEvent.keyboard("n");
  await field("Title").fill("Half a thought");
  await button("Discard").click();
  await expect.element(button("Undo")).toBeVisible();
  send(shows(work));
  await expect.element(button("Undo")).not.toBeInTheDocument();
  send(shows(mine));
  await expect.element(button("Undo")).toBeVisible();
});

test("one that has to sign in again is asked to, and the other is a key away", async () => {
  const signIn = vi.fn<Commands["signIn"]>().mockResolvedValue(null);
  const { send } = await openBoth({ signIn });
  const ended = anEntry(me, { state: "signed_out" });
  send(shows(null, { accounts: [ended, office], ended_account: me, notice: "Your session has ended." }));
  await expect.element(page.getByText("Your session has ended.")).toBeVisible();
  await expect.element(field("Email")).toHaveValue(me.email);
  await expect.element(page.getByRole("button", { name: "Work" })).toBeVisible();
  await userEvent.keyboard("{Control>}2{/Control}");
  await expect.element(posts()).toHaveTextContent("Post of 2");
});

test("a link to a server without an account offers to add one", async () => {
  const chooseServer = vi.fn<Commands["chooseServer"]>().mockResolvedValue(null);
  const linkShown = vi.fn<Commands["linkShown"]>().mockResolvedValue(null);
  const { send } = await openBoth({ chooseServer, linkShown });
  const elsewhere = { kind: "server" as const, address: "https://other.example/" };
  send(shows(mine, { pending_destination: { kind: "post", id: 7, server: elsewhere } }));
  await expect.element(page.getByText("This post is on other.example")).toBeVisible();
  expect(linkShown).not.toHaveBeenCalled();
  await button("Add an account").click();
  expect(chooseServer).toHaveBeenCalledWith(elsewhere, null);
});

test("accounts are named, coloured, moved and signed out of in the settings", async () => {
  const labelAccount = vi.fn<Commands["labelAccount"]>().mockResolvedValue(null);
  const setAccountAccent = vi.fn<Commands["setAccountAccent"]>().mockResolvedValue(null);
  const moveAccount = vi.fn<Commands["moveAccount"]>();
  const signOut = vi.fn<Commands["signOut"]>().mockResolvedValue(null);
  const { send } = await openBoth({ labelAccount, setAccountAccent, moveAccount, signOut });
  moveAccount.mockImplementation(() => {
    send(shows(mine, { accounts: [office, home] }));
    return Promise.resolve(null);
  });
  await chooseInAccountMenu("Manage accounts…");
  await expect.element(page.getByRole("heading", { name: "Accounts", exact: true })).toHaveFocus();

  await button(`Edit ${me.email}`).click();
  await field("Name in this app").fill("Home");
  await page.getByRole("radio", { name: "Sky" }).click();
  await button("Save").click();
  await vi.waitFor(() => {
    expect([labelAccount.mock.calls, setAccountAccent.mock.calls]).toEqual([
      [[mine, "Home"]],
      [[mine, "sky"]],
    ]);
  });

  await button("Move Work up").click();
  expect(moveAccount).toHaveBeenCalledWith(work, 0);
  await expect.element(button("Move Work down")).toHaveFocus();

  await button("Sign out of Work").click();
  await vi.waitFor(() => {
    expect(signOut).toHaveBeenCalledWith(work);
  });
});

test("the accent of the account that is shown is the window's", async () => {
  const { send } = await openBoth();
  expect(document.documentElement.dataset["accent"]).toBe("ember");
  send(shows(mine, { accounts: [anEntry(me, { accent: "sea" }), office] }));
  await vi.waitFor(() => {
    expect(document.documentElement.dataset["accent"]).toBe("sea");
  });
});
