import { expect, test } from "vitest";
import type { Place, ReadingPlace } from "$lib/ipc";
import { commandsWith, me, someone } from "../../test/fakes";
import { Notices } from "./notices.svelte";
import { Visits } from "./visit.svelte";

const here: Place = { kind: "this_computer" };
const top: ReadingPlace = { view: { kind: "top" }, search: "fire", post: 3, offset: -20 };

function visitsOf() {
  return new Visits(commandsWith({}), new Notices());
}

test("a session that ends in the middle costs neither the draft nor the page", () => {
  const visits = visitsOf();
  const visit = visits.of(me, here, [top]);
  visit.writings.fresh.title = "Half a thought";
  visit.reader.navigation.open({ kind: "post", id: 7 });
  const again = visits.of(me, here, []);
  expect(again.writings.fresh.title).toBe("Half a thought");
  expect(again.reader.navigation.current).toEqual({ kind: "post", id: 7 });
});

test("a visit begins in the view that was read last", () => {
  expect(visitsOf().of(me, here, [top]).reader.navigation.view).toEqual({ kind: "top" });
  expect(visitsOf().of(me, here, []).reader.navigation.view).toEqual({ kind: "new" });
});

test("somebody else, or the same id elsewhere, starts anew", () => {
  const visits = visitsOf();
  visits.of(me, here, []).writings.fresh.title = "Mine";
  const other = visits.of(someone, here, []);
  expect(other.writings.fresh.title).toBe("");
  expect(visits.of(someone, { kind: "server", address: "https://example.org" }, [])).not.toBe(other);
});

test("whoever signs out leaves nothing of what was being written in the window", () => {
  const visits = visitsOf();
  visits.of(me, here, []).writings.fresh.title = "Mine";
  visits.end();
  expect(visits.of(me, here, []).writings.fresh.title).toBe("");
});
