// The one door to Tauri: a typed function for each command, and the event that follows every change.
import { invoke, type InvokeArgs } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { toFailure } from "./failure";
import { showMenu } from "./menu";
import type {
  About,
  AccountDetails,
  Desktop,
  ExportFormat,
  FeedPage,
  FeedPost,
  LiveEvent,
  LogTail,
  OutboxNews,
  Place,
  PostInput,
  Preferences,
  ReadingPlace,
  Status,
  TextEdit,
  View,
  VoteOutcome,
  Waiting,
  Writer,
  Writing,
} from "./types";

export { Failure, toFailure } from "./failure";
export type { MenuColumn, MenuEntry } from "./menu";
export type * from "./types";

/** All commands: what state takes, so that tests can stand in for Rust. */
export const commands = {
  status: () => call<Status>("status"),
  choosePlace: (place: Place) => call<null>("choose_place", { place }),
  /** Goes back to choosing a place. */
  changePlace: () => call<null>("change_place"),
  /** Tries the failed start again. */
  retry: () => call<null>("retry"),
  log: () => call<LogTail>("log"),
  signUp: (email: string, password: string) => call<null>("sign_up", { email, password }),
  signIn: (email: string, password: string) => call<null>("sign_in", { email, password }),
  signOut: () => call<null>("sign_out"),
  /** A page of the posts of a view whose titles contain `search`; `page` is the `next` of the page before, or null for the first. */
  feed: (view: View, search: string, page: string | null) => call<FeedPage>("feed", { view, search, page }),
  post: (id: number) => call<FeedPost>("post", { id }),
  /** Writes a post; null where it waits until the server is back. */
  createPost: (post: PostInput) => call<FeedPost | null>("create_post", { post }),
  updatePost: (id: number, post: PostInput) => call<FeedPost>("update_post", { id, post }),
  deletePost: (id: number) => call<null>("delete_post", { id }),
  vote: (id: number, up: boolean) => call<VoteOutcome>("vote", { id, up }),
  /** What waits to be sent, with so many posts at most. */
  outbox: (most: number) => call<Waiting>("outbox", { most }),
  /** Takes a post out of what waits, to go on writing it or to let it be. */
  takeBack: (id: string, edit: boolean) => call<PostInput>("take_back", { id, edit }),
  /** Tries at once whether the server is back. */
  reconnect: () => call<null>("reconnect"),
  /** What the app is. */
  about: () => call<About>("about"),
  /** Keeps how a person likes the app; the status tells it back. */
  setPreferences: (preferences: Preferences) => call<null>("set_preferences", { preferences }),
  /** One's own account, where the place lets people look after it. */
  account: () => call<AccountDetails>("account"),
  setPhoneNumber: (number: string | null) => call<AccountDetails>("set_phone_number", { number }),
  changePassword: (current: string, wanted: string) =>
    call<null>("change_password", { current, new: wanted }),
  deleteAccount: (password: string) => call<null>("delete_account", { password }),
  /** Writes everything that one wrote into a file, and answers its path. */
  exportData: (format: ExportFormat) => call<string>("export_data", { format }),
  /** What an account was writing when it was last here. */
  writings: (writer: Writer) => call<Writing[]>("writings", { writer }),
  /** Keeps a text on this computer. */
  keepWriting: (writer: Writer, writing: Writing) => call<null>("keep_writing", { writer, writing }),
  forgetWriting: (writer: Writer, post: number | null) => call<null>("forget_writing", { writer, post }),
  /** Everything is done that had to be before the end. */
  closed: () => call<null>("closed"),
  /** Ends the app, whatever closing its window would do. */
  quit: () => call<null>("quit"),
  /** Closes the window as its close button does. */
  closeWindow: () => call<null>("close_window"),
  showMenu,
  /** Hides the menu bar, which shows whenever it is given menus. */
  hideMenuBar: () => call<null>("hide_menu_bar"),
  /** Does something to the text that has the focus, which a page may not do by itself. */
  editText: (edit: TextEdit) => call<null>("edit_text", { edit }),
  /** Opens an address of the web or of mail in the program that the reader has for it. */
  openLink: (url: string) => call<null>("open_link", { url }),
  /** Keeps where the reader is for the next start. */
  remember: (reading: ReadingPlace) => call<null>("remember", { reading }),
  /** Where somebody asked from outside to be brought is on the screen. */
  linkShown: () => call<null>("link_shown"),
  /** The reader has looked at the feed, in which this post was the newest. */
  looked: (newest: number) => call<null>("looked", { newest }),
  /** What this desktop offers, and whether it starts the app. */
  desktop: () => call<Desktop>("desktop"),
  setLaunchAtLogin: (on: boolean) => call<null>("set_launch_at_login", { on }),
};

export type Commands = typeof commands;

/** Calls back with every new status. Resolves once listening, to a function that stops. */
export function onStatus(callback: (status: Status) => void): Promise<() => void> {
  return listen<Status>("status", (event) => {
    callback(event.payload);
  });
}

/** Calls back with what happens at the server, in its order. Resolves once listening, to a function that stops. */
export function onLive(callback: (events: LiveEvent[]) => void): Promise<() => void> {
  return listen<LiveEvent[]>("live", (event) => {
    callback(event.payload);
  });
}

/** Calls back when what waits to be sent has changed. Resolves once listening, to a function that stops. */
export function onOutbox(callback: (news: OutboxNews) => void): Promise<() => void> {
  return listen<OutboxNews>("outbox", (event) => {
    callback(event.payload);
  });
}

/** Calls back when the app is about to end: it waits for `commands.closed`, though not for long. */
export function onClosing(callback: () => void): Promise<() => void> {
  return listen("closing", () => {
    callback();
  });
}

async function call<Answer>(command: string, args?: InvokeArgs): Promise<Answer> {
  try {
    return await invoke<Answer>(command, args);
  } catch (thrown) {
    throw toFailure(thrown, command);
  }
}
