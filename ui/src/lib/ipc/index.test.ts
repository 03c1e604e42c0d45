// The names and arguments that cross to Rust, which no type checks.
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { thePreferences } from "../../test/fakes";
import { commands, type CommandError } from ".";

beforeEach(() => {
  vi.stubGlobal("window", globalThis);
});

afterEach(() => {
  clearMocks();
  vi.unstubAllGlobals();
});

const post = { title: "t", content: "c", published: true };
const view = { kind: "top" } as const;
const reading = { view, search: "", post: 1, offset: 2 };
const place = { kind: "this_computer" } as const;
const writer = { place, account: 1 };
const writing = { post: null, title: "t", content: "c", original: null };

test.each([
  ["status", {}, () => commands.status()],
  ["choose_place", { place }, () => commands.choosePlace(place)],
  ["change_place", {}, () => commands.changePlace()],
  ["retry", {}, () => commands.retry()],
  ["log", {}, () => commands.log()],
  ["sign_up", { email: "e", password: "p" }, () => commands.signUp("e", "p")],
  ["sign_in", { email: "e", password: "p" }, () => commands.signIn("e", "p")],
  ["sign_out", {}, () => commands.signOut()],
  ["feed", { view, search: "s", page: null }, () => commands.feed(view, "s", null)],
  ["post", { id: 1 }, () => commands.post(1)],
  ["create_post", { post }, () => commands.createPost(post)],
  ["outbox", { most: 20 }, () => commands.outbox(20)],
  ["take_back", { id: "a", edit: true }, () => commands.takeBack("a", true)],
  ["reconnect", {}, () => commands.reconnect()],
  ["update_post", { id: 1, post }, () => commands.updatePost(1, post)],
  ["delete_post", { id: 1 }, () => commands.deletePost(1)],
  ["vote", { id: 1, up: true }, () => commands.vote(1, true)],
  ["about", {}, () => commands.about()],
  ["set_preferences", { preferences: thePreferences }, () => commands.setPreferences(thePreferences)],
  ["account", {}, () => commands.account()],
  ["set_phone_number", { number: "1" }, () => commands.setPhoneNumber("1")],
  ["change_password", { current: "c", new: "n" }, () => commands.changePassword("c", "n")],
  ["delete_account", { password: "p" }, () => commands.deleteAccount("p")],
  ["export_data", { format: "json" }, () => commands.exportData("json")],
  ["writings", { writer }, () => commands.writings(writer)],
  ["keep_writing", { writer, writing }, () => commands.keepWriting(writer, writing)],
  ["forget_writing", { writer, post: null }, () => commands.forgetWriting(writer, null)],
  ["closed", {}, () => commands.closed()],
  ["quit", {}, () => commands.quit()],
  ["close_window", {}, () => commands.closeWindow()],
  ["hide_menu_bar", {}, () => commands.hideMenuBar()],
  ["edit_text", { edit: "paste" }, () => commands.editText("paste")],
  ["open_link", { url: "u" }, () => commands.openLink("u")],
  ["remember", { reading }, () => commands.remember(reading)],
  ["link_shown", {}, () => commands.linkShown()],
  ["looked", { newest: 7 }, () => commands.looked(7)],
  ["desktop", {}, () => commands.desktop()],
  ["set_launch_at_login", { on: true }, () => commands.setLaunchAtLogin(true)],
])("%s", async (name, args, call) => {
  const rust = vi.fn();
  mockIPC(rust);
  await call();
  expect(rust).toHaveBeenCalledWith(name, args);
});

test("a rejection arrives as a failure", async () => {
  const error: CommandError = { code: "forbidden", message: "Not yours.", fields: {} };
  mockIPC(() => {
    // Rust rejects with plain data.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw error;
  });
  await expect(commands.deletePost(1)).rejects.toMatchObject({
    ...error,
    details: expect.stringContaining("delete_post") as string,
  });
});
