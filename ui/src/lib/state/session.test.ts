import { expect, test } from "vitest";
import type { ServerLocation, ScrollPosition } from "$lib/ipc";
import { commandsWith, me, someone } from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { UserSessions } from "./session.svelte";

const here: ServerLocation = { kind: "this_computer" };
const top: ScrollPosition = { view: { kind: "top" }, search: "fire", post: 3, offset: -20 };

function sessionsOf() {
  return new UserSessions(commandsWith({}), new Notices());
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

test("starts anew for another account or server", () => {
  const sessions = sessionsOf();
  sessions.of(me, here, []).drafts.fresh.title = "Mine";
  const other = sessions.of(someone, here, []);
  expect(other.drafts.fresh.title).toBe("");
  expect(sessions.of(someone, { kind: "server", address: "https://example.org" }, [])).not.toBe(other);
});

test("signing out removes drafts from the window", () => {
  const sessions = sessionsOf();
  sessions.of(me, here, []).drafts.fresh.title = "Mine";
  sessions.end();
  expect(sessions.of(me, here, []).drafts.fresh.title).toBe("");
});
