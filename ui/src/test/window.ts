// The app in a real browser's window, with Rust stood in for, and its controls by the names that people know.
import { page } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type {
  Commands,
  FeedPost,
  LiveEvent,
  onClosing,
  onLive,
  onOutbox,
  onStatus,
  OutboxNews,
  Status,
} from "$lib/ipc";
import App from "../App.svelte";
import { aPage, commandsWith } from "./fakes";
import "../styles/tokens.css";
import "../styles/base.css";

/** Opens the app in a state; `send` tells of another as Rust does, `tell` of what happens at the server. */
export async function open(status: Status, commands: Partial<Commands> = {}) {
  let send: (status: Status) => void = () => {};
  const subscribe: typeof onStatus = (callback) => {
    send = callback;
    return Promise.resolve(() => undefined);
  };
  let tell: (events: LiveEvent[]) => void = () => {};
  const listen: typeof onLive = (callback) => {
    tell = callback;
    return Promise.resolve(() => undefined);
  };
  let hear: (news: OutboxNews) => void = () => {};
  const waiting: typeof onOutbox = (callback) => {
    hear = callback;
    return Promise.resolve(() => undefined);
  };
  let close: () => void = () => {};
  const closing: typeof onClosing = (callback) => {
    close = callback;
    return Promise.resolve(() => undefined);
  };
  await page.viewport(800, 700);
  window.scrollTo(0, 0);
  await render(App, {
    commands: commandsWith({ status: () => Promise.resolve(status), ...commands }),
    subscribe,
    listen,
    waiting,
    closing,
  });
  return {
    /** What Rust tells when the app is about to end. */
    close: () => {
      close();
    },
    tell: (...events: LiveEvent[]) => {
      tell(events);
    },
    hear: (news: OutboxNews) => {
      hear(news);
    },
    send: (next: Status) => {
      send(next);
    },
  };
}

export function feedOf(...shown: FeedPost[]): Partial<Commands> {
  return { feed: () => Promise.resolve(aPage(shown)) };
}

export const button = (name: string) => page.getByRole("button", { name, exact: true });
export const field = (name: string) => page.getByRole("textbox", { name, exact: true });
export const password = () => page.getByLabelText("Password", { exact: true });
export const searchBox = () => page.getByRole("searchbox", { name: "Search titles" });
export const posts = () => page.getByRole("article");
