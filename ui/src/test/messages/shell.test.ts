// Checks that no text for people is written into the shell.
import { expect, test } from "vitest";
import { crates, debugIn, shell, stringsIn } from "./shell";
import { isWords, type Exception } from "./words";

/** Strings that look like words and are none, or are the same in every language. Each with its reason. */
const ALLOWED: readonly Exception[] = [
  { path: "", text: /^Hearth$/, why: "the app's name" },
  {
    path: "src-tauri/lib.rs",
    text: /^The window cannot be opened/,
    why: "for the terminal: no window is there",
  },
  {
    path: "src-tauri/desktop/preflight.rs",
    text: /^There is no display/,
    why: "for the terminal: no window is there",
  },
  {
    path: "src-tauri/storage/keychain/unavailable.rs",
    text: /^it did not answer in time$/,
    why: "for the log",
  },
  {
    path: "src-tauri/storage/keychain/secret_service.rs",
    text: /^(IsLocked|NoReply|TimedOut)$/,
    why: "what the bus calls errors",
  },
  { path: "src-tauri/storage/log.rs", text: /./, why: "the log" },
  {
    path: "src-tauri/model/preferences.rs",
    text: /^no text is/,
    why: "for the log: the window offers no such size",
  },
  {
    path: "src-tauri/desktop/usage.rs",
    text: /^\\\nUsage: hearth/,
    why: "for the terminal: no window is opened",
  },
  { path: "src-tauri/types.rs", text: /./, why: "what the window's types are made from" },
  { path: "src-tauri/types/calls.rs", text: /./, why: "what the calls of commands are made from" },
  { path: "src-tauri/desktop/menu.rs", text: /^\w+$/, why: "what Tauri calls a command" },
  { path: "src-tauri/desktop/menu.rs", text: /^(<\w+>)+\w$/, why: "what GTK calls keys" },
  {
    path: "src-tauri/desktop/autostart.rs",
    text: /^\[Desktop Entry\]|^Exec=|^Hidden$/,
    why: "what desktops read",
  },
  { path: "src-tauri/desktop/fonts.rs", text: /./, why: "names of fonts, and what the page runs" },
  { path: "src-tauri/desktop/notifications.rs", text: /^\w+$/, why: "what desktops call an event" },
  { path: "src-tauri/sync/sender.rs", text: /^Vote does not exist$/, why: "what a server says" },
];

const said = (path: string, source: string) =>
  stringsIn(source).filter((text) => isWords(path, text, ALLOWED));

test.each(shell)("%s says nothing of its own", (path, source) => {
  expect(said(path, source)).toEqual([]);
});

test.each([
  'CommandError::new(ErrorCode::Storage, "The disk is full.")',
  '.title("My posts")',
  'format!("{count} posts wait")',
])("%s would be found", (source) => {
  expect(said("src-tauri/a.rs", source)).not.toEqual([]);
});

/** Where a value is in quotes for who reads a terminal. */
const QUOTED = ["crates/server/src/config/error.rs"];

test.each([...shell, ...crates].filter(([path]) => !QUOTED.includes(path)))(
  "%s words nothing as a program would",
  (_path, source) => {
    expect(debugIn(source)).toEqual([]);
  },
);

test("what a program would say is found", () => {
  expect(debugIn('#[error("It failed: {0:?}")]')).not.toEqual([]);
  expect(debugIn('text(format!("It failed: {error:?}"))')).not.toEqual([]);
  expect(debugIn('error.words = format!("{:#?}", error)')).not.toEqual([]);
  expect(debugIn('tracing::warn!("it failed: {error:?}")')).toEqual([]);
});
