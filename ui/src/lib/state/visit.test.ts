import { expect, test } from "vitest";
import type { Place } from "$lib/ipc";
import { me, someone } from "../../test/fakes";
import { Visits } from "./visit.svelte";

const here: Place = { kind: "this_computer" };
const reading = { search: "fire", post: 3, offset: -20 };
const top = { search: "", post: null, offset: 0 };

test("a session that ends in the middle costs neither the draft nor the place", () => {
  const visits = new Visits();
  const visit = visits.of(me, here);
  visit.draft.title = "Half a thought";
  expect(visits.of(me, here).draft.title).toBe("Half a thought");
  expect(visits.of(me, here).open(reading)).toEqual(reading);
});

test("somebody else, or the same id elsewhere, starts anew", () => {
  const visits = new Visits();
  visits.of(me, here).draft.title = "Mine";
  const other = visits.of(someone, here);
  expect(other.draft.title).toBe("");
  expect(other.open(reading)).toEqual(top);
  expect(visits.of(someone, { kind: "server", address: "https://example.org" })).not.toBe(other);
});

test("whoever signs out takes everything along", () => {
  const visits = new Visits();
  visits.of(me, here).draft.title = "Mine";
  visits.end();
  const next = visits.of(me, here);
  expect(next.draft.title).toBe("");
  expect(next.open(reading)).toEqual(top);
});
