import { expect, test, vi } from "vitest";
import type { AccountKey, LiveEvent, ServerLocation, ScrollPosition } from "$lib/ipc";
import { aPost, commandsWith, me, someone } from "../../test/fakes";
import { UserSessions } from "./session.svelte";

const here: ServerLocation = { kind: "this_computer" };
const top: ScrollPosition = { view: { kind: "top" }, search: "fire", post: 3, offset: -20 };

function sessionsOf() {
  return new UserSessions(commandsWith({}));
}

test("keeps draft and page when the session expires", () => {
  const sessions = sessionsOf();
  const session = sessions.of(me, here, [top]);
  session.drafts.fresh.title = "Half a thought";
  session.feedStore.navigation.open({ kind: "post", id: 7 });
  const again = sessions.of(me, here, []);
  expect(again.drafts.fresh.title).toBe("Half a thought");
  expect(again.feedStore.navigation.current).toEqual({ kind: "post", id: 7 });
});

test("begins in the view that was read last", () => {
  expect(sessionsOf().of(me, here, [top]).feedStore.navigation.view).toEqual({ kind: "top" });
  expect(sessionsOf().of(me, here, []).feedStore.navigation.view).toEqual({ kind: "new" });
});

const elsewhere: ServerLocation = { kind: "server", address: "https://example.org/" };
const below: ServerLocation = { kind: "server", address: "https://example.org/below/" };

test("each account of each server has what is its own", () => {
  const sessions = sessionsOf();
  const mine = sessions.of(me, here, []);
  mine.drafts.fresh.title = "Mine";
  const others = [sessions.of(someone, here, []), sessions.of(me, elsewhere, []), sessions.of(me, below, [])];
  expect(new Set([mine, ...others]).size).toBe(4);
  expect(others.map(({ drafts }) => drafts.fresh.title)).toEqual(["", "", ""]);
  expect(sessions.of(me, here, []).drafts.fresh.title).toBe("Mine");
});

test("commands go on for the account that they were made for", async () => {
  const asked: AccountKey[] = [];
  const of = (account: AccountKey) =>
    commandsWith({
      post: (id) => {
        asked.push(account);
        return Promise.resolve(aPost(id));
      },
    });
  const sessions = new UserSessions({ of });
  const mine = sessions.of(me, here, []);
  sessions.of(someone, elsewhere, []);
  await mine.feedStore.posts.read(7);
  expect(asked).toEqual([{ server: here, account: me.id }]);
});

test("events reach their account alone", () => {
  const sessions = sessionsOf();
  const [mine, other] = [sessions.of(me, here, []), sessions.of(me, below, [])];
  const heard = [mine, other].map(({ feedStore }) => vi.spyOn(feedStore, "handleEvents"));
  const events: LiveEvent[] = [{ kind: "deleted", post: 7 }];
  sessions.handleEvents({ account: { server: below, account: me.id }, events });
  expect(heard.map((spy) => spy.mock.calls.length)).toEqual([0, 1]);
});

test("accounts that are gone are let go of", () => {
  const sessions = sessionsOf();
  const [mine, other] = [sessions.of(me, here, []), sessions.of(someone, here, [])];
  sessions.keep([{ server: here, account: me.id }]);
  expect(sessions.of(me, here, [])).toBe(mine);
  expect(sessions.of(someone, here, [])).not.toBe(other);
});

test("signing out removes drafts from the window", () => {
  const sessions = sessionsOf();
  sessions.of(me, here, []).drafts.fresh.title = "Mine";
  sessions.end({ server: here, account: me.id });
  expect(sessions.of(me, here, []).drafts.fresh.title).toBe("");
});
