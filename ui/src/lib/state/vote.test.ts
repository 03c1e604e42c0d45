import { expect, test } from "vitest";
import type { VoteOutcome } from "$lib/ipc";
import { aFailure, settled, Waiting } from "../../test/fakes";
import { nextTick } from "./logical-clock";
import { Vote } from "./vote.svelte";

function waiting() {
  return new Waiting<[boolean], VoteOutcome>();
}

test("a vote shows before the server answers", async () => {
  const vote = new Vote({ voted: false, count: 3 });
  const server = waiting();
  const done = vote.toggle(server.call);
  expect([vote.voted, vote.count]).toEqual([true, 4]);
  server.at(0).answer({ voted: true, changed: true });
  await done;
  expect([vote.voted, vote.count]).toEqual([true, 4]);
});

test("a refused vote is put back", async () => {
  const vote = new Vote({ voted: true, count: 3 });
  const server = waiting();
  const done = vote.toggle(server.call);
  expect([vote.voted, vote.count]).toEqual([false, 2]);
  server.at(0).refuse(aFailure("unreachable"));
  await expect(done).rejects.toThrow("It failed.");
  expect([vote.voted, vote.count]).toEqual([true, 3]);
});

test("one request at a time, and the latest intent wins", async () => {
  const vote = new Vote({ voted: false, count: 0 });
  const server = waiting();
  const done = vote.toggle(server.call);
  void vote.toggle(server.call);
  expect([vote.voted, vote.count]).toEqual([false, 0]);
  expect(server.calls).toHaveLength(1);
  server.at(0).answer({ voted: true, changed: true });
  await settled();
  expect(server.at(1).args).toEqual([false]);
  server.at(1).answer({ voted: false, changed: true });
  await done;
  expect([vote.voted, vote.count]).toEqual([false, 0]);
});

test("returning to what was sent needs no request", async () => {
  const vote = new Vote({ voted: false, count: 0 });
  const server = waiting();
  const done = vote.toggle(server.call);
  void vote.toggle(server.call);
  void vote.toggle(server.call);
  server.at(0).answer({ voted: true, changed: true });
  await done;
  expect(server.calls).toHaveLength(1);
  expect([vote.voted, vote.count]).toEqual([true, 1]);
});

test("votes where the server does not tell the vote", async () => {
  const vote = new Vote({ voted: null, count: 5 });
  const server = waiting();
  expect(vote.voted).toBeNull();
  const done = vote.toggle(server.call);
  expect([vote.voted, vote.count]).toEqual([true, 6]);
  server.at(0).answer({ voted: true, changed: false });
  await done;
  expect([vote.voted, vote.count]).toEqual([true, 5]);
  vote.learn({ voted: null, votes: 7 });
  expect([vote.voted, vote.count]).toEqual([true, 7]);
});

test("after a refusal an unknown vote is unknown again", async () => {
  const vote = new Vote({ voted: null, count: 5 });
  await expect(vote.toggle(() => Promise.reject(aFailure("too_many")))).rejects.toThrow();
  expect([vote.voted, vote.count]).toEqual([null, 5]);
});

test("an older count does not undo a pending vote", async () => {
  const vote = new Vote({ voted: false, count: 1 });
  const server = waiting();
  const done = vote.toggle(server.call);
  vote.learn({ voted: false, votes: 1 });
  server.at(0).answer({ voted: true, changed: true });
  await done;
  expect([vote.voted, vote.count]).toEqual([true, 2]);
});

test("a count told during a request applies after it", async () => {
  const vote = new Vote({ voted: false, count: 3 });
  const server = waiting();
  const done = vote.toggle(server.call);
  // Somebody else's vote, and then this one.
  vote.updateCount(4);
  vote.updateCount(5);
  expect(vote.count).toBe(4);
  server.at(0).answer({ voted: true, changed: true });
  await done;
  expect([vote.voted, vote.count]).toEqual([true, 5]);
});

test("a reply before its event is not counted twice", async () => {
  const vote = new Vote({ voted: false, count: 3 });
  await vote.toggle(() => Promise.resolve({ voted: true, changed: true }));
  expect(vote.count).toBe(4);
  vote.updateCount(4);
  expect([vote.voted, vote.count]).toEqual([true, 4]);
});

test("a refused vote shows what was told meanwhile", async () => {
  const vote = new Vote({ voted: false, count: 3 });
  const server = waiting();
  const done = vote.toggle(server.call);
  vote.updateCount(8);
  server.at(0).refuse(aFailure("unreachable"));
  await expect(done).rejects.toThrow();
  expect([vote.voted, vote.count]).toEqual([false, 8]);
});

test("a page requested before a vote does not undo it", async () => {
  const vote = new Vote({ voted: false, count: 1 });
  const asked = nextTick();
  await vote.toggle(() => Promise.resolve({ voted: true, changed: true }));
  vote.learn({ voted: false, votes: 1 }, asked);
  expect([vote.voted, vote.count]).toEqual([true, 2]);
  vote.learn({ voted: true, votes: 3 }, nextTick());
  expect([vote.voted, vote.count]).toEqual([true, 3]);
});
