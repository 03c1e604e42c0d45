// The settings: account, appearance, about.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, Commands, Features } from "$lib/ipc";
import { aFailure, aSession, aStatus, thePreferences, type AllCommands } from "../../test/fakes";
import { button, feedOf, field, open } from "../../test/window";

const about = {
  version: "1.2.3",
  tauri: "2",
  webview: "2.50",
  data_dir: "/home/ada/.local/share/hearth",
};
const details = {
  email: "ada@example.org",
  created_at: "2026-01-02T03:04:05Z",
  phone_number: "+1 23",
  display_name: null,
};

async function openSettings(commands: Partial<AllCommands> = {}, features: Partial<Features> = {}) {
  const status = aStatus();
  const window = await open(
    { ...status, features: { ...status.features, ...features } },
    {
      ...feedOf(),
      about: () => Promise.resolve(about),
      accountDetails: () => Promise.resolve(details),
      ...commands,
    },
  );
  await button("Settings").click();
  await expect.element(button("Account")).toHaveAttribute("aria-current", "page");
  return window;
}

const labelled = (name: string) => page.getByLabelText(name, { exact: true });

test("open by a key, name the data folder, and close", async () => {
  await open(aStatus(), {
    ...feedOf(),
    about: () => Promise.resolve(about),
    accountDetails: () => Promise.resolve(details),
  });
  await expect.element(button("Settings")).toBeVisible();
  await userEvent.keyboard("{Control>},{/Control}");
  await expect.element(field("Phone number")).toHaveValue("+1 23");
  await button("About").click();
  await expect.element(page.getByText(about.data_dir)).toBeVisible();
  await expect.element(field("Phone number")).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText(about.data_dir)).not.toBeInTheDocument();
});

test("changes the password, and marks a wrong one", async () => {
  const changePassword = vi
    .fn<AccountCommands["changePassword"]>()
    .mockRejectedValueOnce(aFailure("invalid", "Wrong.", { current_password: "Wrong password." }))
    .mockResolvedValueOnce(null);
  await openSettings({ changePassword });
  await labelled("Current password").fill("wrong horse");
  await labelled("New password").fill("correct horse");
  await button("Change password").click();
  await expect.element(page.getByText("Wrong password.")).toBeVisible();
  await expect.element(labelled("New password")).toHaveValue("correct horse");
  await button("Change password").click();
  await expect.element(page.getByText("Password changed.")).toBeInTheDocument();
  await expect.element(labelled("New password")).toHaveValue("");
});

test("a phone number that is emptied is removed", async () => {
  const setPhoneNumber = vi.fn<AccountCommands["setPhoneNumber"]>(() => Promise.resolve(details));
  await openSettings({ setPhoneNumber });
  await field("Phone number").clear();
  await button("Save phone number").click();
  await vi.waitFor(() => {
    expect(setPhoneNumber).toHaveBeenCalledWith(null);
  });
});

test("a display name is saved, and an impossible one is told at its field", async () => {
  const refused = aFailure("invalid", "It failed.", { display_name: "Use 1 to 50 characters." });
  const setDisplayName = vi
    .fn<AccountCommands["setDisplayName"]>()
    .mockRejectedValueOnce(refused)
    .mockResolvedValueOnce({ ...details, display_name: "Ada" });
  await openSettings({ setDisplayName });
  await field("Display name").fill("ada@example.org");
  await button("Save name").click();
  await expect.element(page.getByText("Use 1 to 50 characters.")).toBeVisible();
  await expect.element(field("Display name")).toHaveAttribute("aria-invalid", "true");
  await field("Display name").fill(" Ada ");
  await button("Save name").click();
  await expect.element(page.getByText("Display name saved.")).toBeInTheDocument();
  expect(setDisplayName.mock.calls).toEqual([["ada@example.org"], ["Ada"]]);
});

test("servers without names have no field for one", async () => {
  await openSettings({}, { display_names: false });
  await expect.element(field("Phone number")).toBeVisible();
  await expect.element(field("Display name")).not.toBeInTheDocument();
});

test("reports where the export is, or why it failed", async () => {
  const exportData = vi
    .fn<AccountCommands["exportData"]>()
    .mockRejectedValueOnce(aFailure("storage", "The disk is full. Make room."))
    .mockResolvedValueOnce(null)
    .mockResolvedValueOnce("/home/ada/Downloads/hearth.md");
  const showExport = vi.fn<Commands["showExport"]>().mockResolvedValue(null);
  await openSettings({ exportData, showExport });
  await button("Export as Markdown").click();
  await expect.element(page.getByText("The disk is full. Make room.")).toBeVisible();
  await button("Copy details").click();
  await expect.element(button("Copied")).toBeVisible();
  // Cancelled where it asks where to: there is nothing to say.
  await button("Export as Markdown").click();
  await expect.element(page.getByText("The disk is full.")).not.toBeInTheDocument();
  await expect.element(button("Show in folder")).not.toBeInTheDocument();
  await button("Export as Markdown").click();
  await expect.element(page.getByText("/home/ada/Downloads/hearth.md")).toBeVisible();
  await button("Show in folder").click();
  expect(showExport).toHaveBeenCalledOnce();
});

test("an export that takes long can be cancelled", async () => {
  let end: (path: null) => void = () => undefined;
  const exportData: AccountCommands["exportData"] = () => new Promise((resolve) => (end = resolve));
  const cancelExport = vi.fn<AccountCommands["cancelExport"]>(() => {
    end(null);
    return Promise.resolve(null);
  });
  await openSettings({ exportData, cancelExport });
  await button("Export as JSON").click();
  await button("Cancel export").click();
  await expect.element(button("Cancel export")).not.toBeInTheDocument();
  expect(cancelExport).toHaveBeenCalledOnce();
});

test("an account is deleted only with its password", async () => {
  const deleteAccount = vi
    .fn<AccountCommands["deleteAccount"]>()
    .mockRejectedValue(aFailure("invalid", "Wrong.", { password: "Wrong password." }));
  await openSettings({ deleteAccount });
  await button("Delete account…").click();
  await labelled("Your password").fill("wrong horse");
  await button("Delete account permanently").click();
  await expect.element(page.getByText("Wrong password.")).toBeVisible();
  expect(deleteAccount).toHaveBeenCalledWith("wrong horse");
});

test("how it looks is chosen at once", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>(() => Promise.resolve(null));
  await openSettings({ setPreferences });
  await button("Appearance").click();
  await expect
    .element(page.getByRole("group", { name: "Theme" }).getByRole("radio", { name: "Follow system" }))
    .toBeChecked();
  await page.getByRole("radio", { name: "Dark" }).click();
  expect(setPreferences).toHaveBeenCalledWith({ ...thePreferences, theme: "dark" });
});

test("hides what the server lacks, but not the export", async () => {
  await openSettings({}, { account: false });
  await expect.element(page.getByText("This server doesn’t support changing the password")).toBeVisible();
  await expect.element(button("Change password")).not.toBeInTheDocument();
  await expect.element(button("Delete account…")).not.toBeInTheDocument();
  await expect.element(button("Export as JSON")).toBeVisible();
});

test("loading page by page is chosen and remembered", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>(() => Promise.resolve(null));
  await openSettings({ setPreferences });
  await button("Appearance").click();
  const choice = page.getByRole("switch", { name: "Load posts page by page" });
  await expect.element(choice).not.toBeChecked();
  await choice.click();
  await button("Close").click();
  await button("Settings").click();
  await button("Appearance").click();
  await expect.element(choice).toBeChecked();
  expect(setPreferences).toHaveBeenCalledWith({ ...thePreferences, paged: true });
});

const elsewhere = [
  aSession("here", { current: true, device: "Hearth/0.9.0 (Linux; Debian GNU/Linux 12)" }),
  aSession("office", { device: "Hearth/0.9.0 (Linux; Fedora Linux 42)", address: "203.0.113.7" }),
  aSession("script", { device: "curl/8.5.0" }),
];
const sessions = () => page.getByRole("list", { name: "Where you’re signed in" }).getByRole("listitem");
const signOutOf = (device: string) => page.getByRole("button", { name: `Sign out ${device}` });

test("lists where the account is signed in, and signs one device out", async () => {
  const endSession = vi
    .fn<AccountCommands["endSession"]>()
    .mockRejectedValueOnce(aFailure("too_many", "Wait a minute."))
    .mockResolvedValueOnce(null);
  await openSettings({ sessions: () => Promise.resolve(elsewhere), endSession });
  await expect
    .element(sessions().first())
    .toHaveTextContent("Hearth 0.9.0 on Debian GNU/Linux 12 This device");
  await expect.element(sessions().nth(1)).toHaveTextContent("203.0.113.7");
  await expect.element(signOutOf("Hearth 0.9.0 on Debian")).not.toBeInTheDocument();
  await signOutOf("Hearth 0.9.0 on Fedora").click();
  await expect.element(page.getByText("Wait a minute.")).toBeVisible();
  await signOutOf("Hearth 0.9.0 on Fedora").click();
  await expect.element(page.getByText("That device is signed out.")).toBeInTheDocument();
  expect(endSession).toHaveBeenLastCalledWith("office");
  expect(sessions().elements()).toHaveLength(2);
  // Whoever goes on with the keyboard goes on there.
  await expect.element(page.getByRole("heading", { name: "Where you’re signed in" })).toHaveFocus();
});

test("signs out everywhere else, once that is confirmed", async () => {
  const endOtherSessions = vi.fn<AccountCommands["endOtherSessions"]>(() => Promise.resolve(null));
  await openSettings({ sessions: () => Promise.resolve(elsewhere), endOtherSessions });
  await button("Sign out everywhere else…").click();
  await button("Cancel").click();
  await button("Sign out everywhere else…").click();
  expect(endOtherSessions).not.toHaveBeenCalled();
  await button("Sign out everywhere else").click();
  await expect.element(page.getByText("You are signed out everywhere else.")).toBeInTheDocument();
  expect(sessions().elements()).toHaveLength(1);
  await expect.element(button("Sign out everywhere else…")).not.toBeInTheDocument();
});

test("tells where the list of sessions cannot be had, and loads it again", async () => {
  const list = vi
    .fn<AccountCommands["sessions"]>()
    .mockRejectedValueOnce(aFailure("unreachable", "The server does not answer."))
    .mockResolvedValueOnce([]);
  await openSettings({ sessions: list });
  await expect.element(page.getByText("The server does not answer.")).toBeVisible();
  await button("Try again").click();
  await expect.element(page.getByText("This device is not in the list")).toBeVisible();
});

test("has no list of sessions where the server has none", async () => {
  await openSettings({}, { sessions: false });
  await expect.element(page.getByText("Where you’re signed in")).not.toBeInTheDocument();
  await expect.element(button("Change password")).toBeVisible();
});

test("text is sized in steps, and reset", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>(() => Promise.resolve(null));
  await openSettings({ setPreferences });
  await button("Appearance").click();
  await button("Increase text size").click();
  await expect.element(page.getByRole("group", { name: "Text size" })).toHaveTextContent("125");
  expect(setPreferences).toHaveBeenLastCalledWith({ ...thePreferences, text_size: 125 });
  await button("Reset text size").click();
  expect(setPreferences).toHaveBeenLastCalledWith(thePreferences);
});

test("pictures are shown for this server from now on", async () => {
  const setShowPictures = vi.fn<AccountCommands["setShowPictures"]>(() => Promise.resolve(null));
  const { send } = await openSettings({ setShowPictures });
  await button("Appearance").click();
  const choice = page.getByRole("switch", { name: "Always load pictures" });
  await expect.element(choice).not.toBeChecked();
  await choice.click();
  expect(setShowPictures).toHaveBeenCalledWith(true);
  send(aStatus({ show_pictures: true }));
  await expect.element(choice).toBeChecked();
});

test("the keyboard shortcuts are listed", async () => {
  await openSettings();
  await button("Keyboard").click();
  await expect.element(page.getByText("Next post")).toBeVisible();
});

test("the palette leads to a setting in its category", async () => {
  await open(aStatus(), feedOf());
  await expect.element(button("Settings")).toBeVisible();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("tray");
  await page.getByRole("option", { name: "Keep Hearth in the tray", exact: true }).click();
  await expect.element(page.getByRole("switch", { name: "Keep Hearth in the tray" })).toHaveFocus();
});

test("a server that is away is said once, and asked again when it is back", async () => {
  const away = aFailure("unreachable", "The server is unavailable.");
  let isAway = true;
  const ask = <Answer>(answer: Answer) => (isAway ? Promise.reject(away) : Promise.resolve(answer));
  const status = aStatus({ connection: { kind: "offline", since: "2026-01-02T03:04:05Z", insecure: false } });
  const { send } = await open(status, {
    ...feedOf(),
    accountDetails: () => ask(details),
    sessions: () => ask([aSession("here", { current: true })]),
  });
  await userEvent.keyboard("{Control>},{/Control}");
  const said = page.getByRole("dialog").getByText("The server is unavailable.");
  await expect.element(said).toBeVisible();
  expect(said.all()).toHaveLength(1);
  isAway = false;
  send(aStatus());
  await expect.element(field("Phone number")).toHaveValue("+1 23");
  await expect.element(page.getByText("This device")).toBeVisible();
  await expect.element(said).not.toBeInTheDocument();
});
