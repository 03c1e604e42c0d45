import { expect, test } from "vitest";
import type { VoteOutcome } from "$lib/ipc";
import { aFailure, settled, Waiting } from "../../test/fakes";
import { moment } from "./moment";
import { Vote } from "./vote.svelte";

function waiting() {
  return new Waiting<[boolean], VoteOutcome>();
}

test("a vote shows before the server answers, and stays when it does", async () => {
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

test("one request is under way at a time, and the latest intent wins", async () => {
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

test("an intent that returns to what was sent needs no second request", async () => {
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

test("where the server does not tell, a first press votes, and what it finds out is kept", async () => {
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

test("numbers that were read before a vote under way do not undo it", async () => {
  const vote = new Vote({ voted: false, count: 1 });
  const server = waiting();
  const done = vote.toggle(server.call);
  vote.learn({ voted: false, votes: 1 });
  server.at(0).answer({ voted: true, changed: true });
  await done;
  expect([vote.voted, vote.count]).toEqual([true, 2]);
});

test("a number that is told while a request is under way waits for the reply, and is then believed", async () => {
  const vote = new Vote({ voted: false, count: 3 });
  const server = waiting();
  const done = vote.toggle(server.call);
  // Somebody else's vote, and then this one.
  vote.hear(4);
  vote.hear(5);
  expect(vote.count).toBe(4);
  server.at(0).answer({ voted: true, changed: true });
  await done;
  expect([vote.voted, vote.count]).toEqual([true, 5]);
});

test("a reply that overtakes its own event counts nothing twice", async () => {
  const vote = new Vote({ voted: false, count: 3 });
  await vote.toggle(() => Promise.resolve({ voted: true, changed: true }));
  expect(vote.count).toBe(4);
  vote.hear(4);
  expect([vote.voted, vote.count]).toEqual([true, 4]);
});

test("a refused vote shows what was told meanwhile", async () => {
  const vote = new Vote({ voted: false, count: 3 });
  const server = waiting();
  const done = vote.toggle(server.call);
  vote.hear(8);
  server.at(0).refuse(aFailure("unreachable"));
  await expect(done).rejects.toThrow();
  expect([vote.voted, vote.count]).toEqual([false, 8]);
});

test("a page that was asked for before a vote does not undo it, however late it comes", async () => {
  const vote = new Vote({ voted: false, count: 1 });
  const asked = moment();
  await vote.toggle(() => Promise.resolve({ voted: true, changed: true }));
  vote.learn({ voted: false, votes: 1 }, asked);
  expect([vote.voted, vote.count]).toEqual([true, 2]);
  vote.learn({ voted: true, votes: 3 }, moment());
  expect([vote.voted, vote.count]).toEqual([true, 3]);
});
