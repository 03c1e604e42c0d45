import { expect, test, vi } from "vitest";
import type { Status } from "$lib/ipc";
import { aFailure, aStatus, Waiting } from "../../test/fakes";
import { AppStatus } from "./status.svelte";

test("the first answer does not undo a newer event", async () => {
  const appStatus = new AppStatus();
  const answer = new Waiting<[], Status>();
  let send: (status: Status) => void = () => {};
  const following = appStatus.follow({ status: answer.call }, (callback) => {
    send = callback;
    return Promise.resolve(() => undefined);
  });
  await Promise.resolve();
  send(aStatus({ notice: "newer" }));
  answer.at(0).answer(aStatus({ notice: "older" }));
  await vi.waitFor(() => {
    answer.at(1).answer(aStatus({ notice: "older" }));
  });
  await following;
  expect(appStatus.current?.notice).toBe("newer");
});

test("asks at once, and again once it listens", async () => {
  const appStatus = new AppStatus();
  const answer = new Waiting<[], Status>();
  let listening: (stop: () => void) => void = () => {};
  const subscribed = new Promise<() => void>((resolve) => (listening = resolve));
  const following = appStatus.follow({ status: answer.call }, () => subscribed);
  answer.at(0).answer(aStatus({ notice: "first" }));
  await vi.waitFor(() => {
    expect(appStatus.current?.notice).toBe("first");
  });
  listening(() => undefined);
  await vi.waitFor(() => {
    answer.at(1).answer(aStatus({ notice: "changed" }));
  });
  await following;
  expect(appStatus.current?.notice).toBe("changed");
});

test("no answer at all is told", async () => {
  const appStatus = new AppStatus();
  await appStatus.follow({ status: () => Promise.reject(aFailure("internal", "Broken.")) }, () =>
    Promise.resolve(() => undefined),
  );
  expect(appStatus.current).toBeNull();
  expect(appStatus.failure?.message).toBe("Broken.");
});
