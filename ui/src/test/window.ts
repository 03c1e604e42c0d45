// Opens the app in a real browser on a fake shell, and finds controls by their accessible names.
import { page } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type {
  AccountKey,
  DroppedFile,
  Events,
  FeedPost,
  LiveEvent,
  LiveEvents,
  OutboxChange,
  Status,
} from "$lib/ipc";
import App from "../App.svelte";
import { aPage, commandsWith, me, type AllCommands } from "./fakes";
import "../styles/tokens.css";
import "../styles/accents.css";
import "../styles/base.css";

/** Opens the app in a state; `send` sends another status, `tell` live events. */
export async function open(status: Status, commands: Partial<AllCommands> = {}) {
  let send: (status: Status) => void = () => {};
  const onStatus: Events["onStatus"] = (callback) => {
    send = callback;
    return Promise.resolve(() => undefined);
  };
  let tell: (news: LiveEvents) => void = () => {};
  const onLive: Events["onLive"] = (callback) => {
    tell = callback;
    return Promise.resolve(() => undefined);
  };
  let hear: (news: OutboxChange) => void = () => {};
  const onOutbox: Events["onOutbox"] = (callback) => {
    hear = callback;
    return Promise.resolve(() => undefined);
  };
  let close: () => void = () => {};
  const onClosing: Events["onClosing"] = (callback) => {
    close = callback;
    return Promise.resolve(() => undefined);
  };
  let drop: (files: DroppedFile[]) => void = () => {};
  const onDropped: Events["onDropped"] = (callback) => {
    drop = callback;
    return Promise.resolve(() => undefined);
  };
  let chooseFromContextMenu: (id: string) => void = () => {};
  const onContextMenuChoice: Events["onContextMenuChoice"] = (callback) => {
    chooseFromContextMenu = callback;
    return Promise.resolve(() => undefined);
  };
  const first: AccountKey = {
    server: status.server ?? { kind: "this_computer" },
    account: (status.account ?? me).id,
  };
  await page.viewport(800, 700);
  window.scrollTo(0, 0);
  await render(App, {
    commands: commandsWith({ status: () => Promise.resolve(status), ...commands }),
    shellEvents: {
      onStatus,
      onLive,
      onOutbox,
      onClosing,
      onDropped,
      onFollowLink: () => Promise.resolve(() => undefined),
      onContextMenuChoice,
    },
  });
  return {
    /** What Rust tells when the app is about to end. */
    close: () => {
      close();
    },
    drop: (...files: DroppedFile[]) => {
      drop(files);
    },
    chooseFromContextMenu: (id: string) => {
      chooseFromContextMenu(id);
    },
    /** Events of the server of the account that was shown first. */
    tell: (...events: LiveEvent[]) => {
      tell({ account: first, events });
    },
    hear: (news: Pick<OutboxChange, "sent" | "dropped_vote">) => {
      hear({ account: first, ...news });
    },
    tellOf: (account: AccountKey, ...events: LiveEvent[]) => {
      tell({ account, events });
    },
    send: (next: Status) => {
      send(next);
    },
  };
}

export function feedOf(...shown: FeedPost[]): Partial<AllCommands> {
  return { feed: () => Promise.resolve(aPage(shown)) };
}

export const button = (name: string) => page.getByRole("button", { name, exact: true });
export const field = (name: string) => page.getByRole("textbox", { name, exact: true });
export const password = () => page.getByLabelText("Password", { exact: true });
export const searchBox = () => page.getByRole("searchbox", { name: "Search posts" });
export const posts = () => page.getByRole("article");

/** Chooses an entry of the account's menu. */
export async function chooseInAccountMenu(name: string) {
  await page.getByRole("button", { name: "Signed in as" }).click();
  await page.getByRole("menuitem", { name }).click();
}
