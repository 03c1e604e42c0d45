// No sentence that people read is written into the shell either.
import { expect, test } from "vitest";
import { shell, stringsIn } from "./shell";
import { isWords, type Exception } from "./words";

/** Strings that look like words and are none, or are the same in every language. Each with its reason. */
const ALLOWED: readonly Exception[] = [
  { path: "", text: /^Hearth$/, why: "the app's name" },
  {
    path: "src-tauri/lib.rs",
    text: /^The window cannot be opened/,
    why: "for the terminal: no window is there",
  },
  { path: "src-tauri/startup.rs", text: /^There is no display/, why: "for the terminal: no window is there" },
  { path: "src-tauri/keychain.rs", text: /^it did not answer in time$/, why: "for the log" },
  { path: "src-tauri/log.rs", text: /./, why: "the log" },
  {
    path: "src-tauri/preferences.rs",
    text: /^no text is/,
    why: "for the log: the window offers no such size",
  },
  { path: "src-tauri/types.rs", text: /./, why: "what the window's types are made from" },
  { path: "src-tauri/menu.rs", text: /^\w+$/, why: "what Tauri calls a command" },
  { path: "src-tauri/native/autostart.rs", text: /^\[Desktop Entry\]|^Hidden$/, why: "what desktops read" },
  { path: "src-tauri/native/notifications.rs", text: /^\w+$/, why: "what desktops call an event" },
  { path: "src-tauri/offline/sender.rs", text: /^Vote does not exist$/, why: "what a server says" },
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
