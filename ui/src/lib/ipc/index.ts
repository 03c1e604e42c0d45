// Typed wrapper of Tauri's commands and events. Nothing else calls Tauri.
import { listen } from "@tauri-apps/api/event";
import * as calls from "./calls";
import { offerContextMenu, showMenu } from "./menu";
import type { DroppedFile, LiveEvents, OutboxChange, Status } from "./types";

export { Failure, toFailure } from "./failure";
export type { MenuColumn, MenuEntry } from "./menu";
export type * from "./types";

const { callsOf, ...general } = calls;

/** Tells the status. The shell's script has asked for the first answer before this one was loaded. */
async function status(): Promise<Status> {
  const asked = globalThis.hearthFirstStatus;
  globalThis.hearthFirstStatus = undefined;
  // If that failed, asking again tells why.
  return (await asked?.catch(() => undefined)) ?? calls.status();
}

/** All commands, as one object that tests can replace. `of` has those that are of one account. */
export const commands = { ...general, status, of: callsOf, offerContextMenu, showMenu };

export type Commands = typeof commands;

/** The commands that read, write or send something of one account. */
export type AccountCommands = ReturnType<typeof callsOf>;

/** Calls back with every new status. Resolves once listening, to a function that stops. */
export function onStatus(callback: (status: Status) => void): Promise<() => void> {
  return listen<Status>("status", (event) => {
    callback(event.payload);
  });
}

/** Calls back with live events of the accounts' servers, in order. Resolves once listening, to a function that stops. */
export function onLive(callback: (news: LiveEvents) => void): Promise<() => void> {
  return listen<LiveEvents>("live", (event) => {
    callback(event.payload);
  });
}

/** Calls back when an outbox has changed. Resolves once listening, to a function that stops. */
export function onOutbox(callback: (news: OutboxChange) => void): Promise<() => void> {
  return listen<OutboxChange>("outbox", (event) => {
    callback(event.payload);
  });
}

/** Calls back with files that are dropped on the window. Resolves once listening, to a function that stops. */
export function onDropped(callback: (files: DroppedFile[]) => void): Promise<() => void> {
  return listen<DroppedFile[]>("dropped", (event) => {
    callback(event.payload);
  });
}

/** Calls back when the app is about to exit. It waits for `commands.closed`, though not for long. */
export function onClosing(callback: () => void): Promise<() => void> {
  return listen("closing", () => {
    callback();
  });
}

/** Calls back when the context menu asks to open its link. */
export function onFollowLink(callback: () => void): Promise<() => void> {
  return listen("follow-link", () => {
    callback();
  });
}

/** Calls back with the id of a line that was chosen from the context menu. */
export function onContextMenuChoice(callback: (id: string) => void): Promise<() => void> {
  return listen<string>("context-menu-choice", (event) => {
    callback(event.payload);
  });
}

/** All events, as one object that tests can replace. */
export const events = { onStatus, onLive, onOutbox, onDropped, onClosing, onFollowLink, onContextMenuChoice };

export type Events = typeof events;
