// Signing out of an account and deleting it: what is asked before, and what is said afterwards.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands, Status } from "$lib/ipc";
import {
  aPage,
  aPost,
  aStatus,
  anEntry,
  anOutbox,
  anOutboxPost,
  commandsWith,
  me,
  someone,
} from "../../test/fakes";
import { button, chooseInAccountMenu, field, open, posts } from "../../test/window";

const here = { kind: "this_computer" as const };
const there = { kind: "server" as const, address: "https://hearth.example/" };
const mine = { server: here, account: me.id };
const work = { server: there, account: someone.id };
const both = [anEntry(me), anEntry(someone, { server: there, label: "Work" })];
const features = { ...aStatus().features, sessions: false };

const shows = (fields: Partial<Status> = {}) => aStatus({ accounts: both, features, ...fields });
/** Another account is shown in the place of the one that left. */
const workAlone = () => shows({ accounts: both.slice(1), account: someone, server: there });

type Unsent = { of: number; posts?: number; drafts?: number };

async function openBoth(unsent: Unsent | null, some: Partial<Commands> = {}) {
  const signOut = vi.fn<Commands["signOut"]>().mockResolvedValue(null);
  const of: Commands["of"] = ({ account }) => {
    const has: Partial<Unsent> = unsent?.of === account ? unsent : {};
    const waiting = Array.from({ length: has.posts ?? 0 }, (_, at) => anOutboxPost(`Waiting ${at}`));
    const drafts = Array.from({ length: has.drafts ?? 0 }, () => ({
      post: null,
      title: "Half a thought",
      content: "",
      original: null,
    }));
    return commandsWith({
      feed: () => Promise.resolve(aPage([aPost(1)])),
      outbox: () => Promise.resolve(anOutbox(waiting)),
      drafts: () => Promise.resolve(drafts),
      deleteAccount: () => Promise.resolve(null),
      accountDetails: () =>
        Promise.resolve({
          ...me,
          display_name: null,
          created_at: "2026-01-02T03:04:05.678901Z",
          phone_number: null,
        }),
    });
  };
  const app = await open(shows(), { of, signOut, ...some });
  await expect.element(posts()).toBeVisible();
  return { ...app, signOut };
}

const waysOut: [string, () => Promise<void>][] = [
  ["the account's menu", () => chooseInAccountMenu("Sign out")],
  [
    "the palette",
    async () => {
      await userEvent.keyboard("{Control>}k{/Control}");
      await page.getByRole("combobox").fill("sign out");
      await page.getByRole("option", { name: "Sign out", exact: true }).click();
    },
  ],
  [
    "the settings",
    async () => {
      await chooseInAccountMenu("Manage accounts…");
      await button(`Sign out of ${me.email}`).click();
    },
  ],
];

test.each(waysOut)("signing out by %s asks where something is unsent or unfinished", async (_, leave) => {
  const { signOut } = await openBoth({ of: me.id, posts: 2, drafts: 1 });
  await leave();
  const question = page.getByRole("dialog", { name: "Not everything has been sent" });
  await expect.element(question).toHaveTextContent("2 posts have not been sent yet.");
  await expect.element(question).toHaveTextContent("Your unfinished text stays on this device");
  expect(signOut).not.toHaveBeenCalled();
  await question.getByRole("button", { name: "Sign out" }).click();
  await vi.waitFor(() => {
    expect(signOut).toHaveBeenCalledWith(mine);
  });
});

test.each(waysOut)("signing out by %s asks nothing where all is sent", async (_, leave) => {
  const { signOut } = await openBoth(null);
  await leave();
  await vi.waitFor(() => {
    expect(signOut).toHaveBeenCalledWith(mine);
  });
  await expect.element(page.getByText("Stay signed in")).not.toBeInTheDocument();
});

test("signing out of another account asks about what is unsent there", async () => {
  const { signOut } = await openBoth({ of: someone.id, drafts: 2 });
  await chooseInAccountMenu("Manage accounts…");
  await button("Sign out of Work").click();
  const question = page.getByRole("dialog", { name: "You have unfinished text" });
  await expect.element(question).toHaveTextContent("Work");
  await expect.element(question).toHaveTextContent("Your 2 unfinished texts stay");
  await question.getByRole("button", { name: "Stay signed in" }).click();
  expect(signOut).not.toHaveBeenCalled();
});

test("says which account is shown after signing out", async () => {
  const { send, signOut } = await openBoth(null);
  signOut.mockImplementation(() => {
    send(workAlone());
    return Promise.resolve(null);
  });
  await chooseInAccountMenu("Sign out");
  await expect.element(page.getByText(`Signed out of ${me.email}. Now showing Work.`)).toBeVisible();
});

test("says that an account was deleted, and which one is shown", async () => {
  const { send } = await openBoth(null);
  await chooseInAccountMenu("Settings");
  await button("Delete account…").click();
  await page.getByLabelText("Your password").fill("correct horse");
  await button("Delete account permanently").click();
  send(workAlone());
  await expect
    .element(
      page.getByText(`Your account ${me.email} was deleted, with all its posts and votes. Now showing Work.`),
    )
    .toBeVisible();
});

test("switching and signing in say nothing of an account that left", async () => {
  const { send } = await openBoth(null);
  send(shows({ account: someone, server: there }));
  await expect.element(posts()).toBeVisible();
  send(shows({ accounts: [], account: null }));
  await expect.element(field("Email")).toBeVisible();
  send(workAlone());
  await expect.element(posts()).toBeVisible();
  await expect.element(page.getByText("Signed out of")).not.toBeInTheDocument();
  expect(work.account).toBe(someone.id);
});
