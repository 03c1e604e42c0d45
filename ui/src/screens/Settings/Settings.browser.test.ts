// The settings: account, appearance, about.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aFailure, aStatus, thePreferences } from "../../test/fakes";
import { button, feedOf, field, open } from "../../test/window";

const about = {
  version: "1.2.3",
  tauri: "2",
  webview: "2.50",
  data_dir: "/home/ada/.local/share/hearth",
};
const details = { email: "ada@example.org", created_at: "2026-01-02T03:04:05Z", phone_number: "+1 23" };

async function openSettings(commands: Partial<Commands> = {}, features: Partial<{ account: boolean }> = {}) {
  const status = aStatus();
  const window = await open(
    { ...status, features: { ...status.features, ...features } },
    {
      ...feedOf(),
      about: () => Promise.resolve(about),
      account: () => Promise.resolve(details),
      ...commands,
    },
  );
  await button("Settings").click();
  await expect.element(page.getByText("1.2.3")).toBeVisible();
  return window;
}

const labelled = (name: string) => page.getByLabelText(name, { exact: true });

test("open by a key, name the data folder, and close", async () => {
  await open(aStatus(), {
    ...feedOf(),
    about: () => Promise.resolve(about),
    account: () => Promise.resolve(details),
  });
  await expect.element(button("Settings")).toBeVisible();
  await userEvent.keyboard("{Control>},{/Control}");
  await expect.element(page.getByText(about.data_dir)).toBeVisible();
  await expect.element(field("Phone number")).toHaveValue("+1 23");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText(about.data_dir)).not.toBeInTheDocument();
});

test("changes the password, and marks a wrong one", async () => {
  const changePassword = vi
    .fn<Commands["changePassword"]>()
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
  const setPhoneNumber = vi.fn<Commands["setPhoneNumber"]>(() => Promise.resolve(details));
  await openSettings({ setPhoneNumber });
  await field("Phone number").clear();
  await button("Save phone number").click();
  await vi.waitFor(() => {
    expect(setPhoneNumber).toHaveBeenCalledWith(null);
  });
});

test("reports where the export is, or why it failed", async () => {
  const exportData = vi
    .fn<Commands["exportData"]>()
    .mockRejectedValueOnce(aFailure("storage", "The disk is full. Make room."))
    .mockResolvedValueOnce("/home/ada/Downloads/hearth.md");
  await openSettings({ exportData });
  await button("Export as Markdown").click();
  await expect.element(page.getByText("The disk is full. Make room.")).toBeVisible();
  await button("Copy details").click();
  await expect.element(button("Copied")).toBeVisible();
  await button("Export as Markdown").click();
  await expect.element(page.getByText("/home/ada/Downloads/hearth.md")).toBeVisible();
});

test("an export that takes long can be cancelled", async () => {
  let end: (path: null) => void = () => undefined;
  const exportData: Commands["exportData"] = () => new Promise((resolve) => (end = resolve));
  const cancelExport = vi.fn<Commands["cancelExport"]>(() => {
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
    .fn<Commands["deleteAccount"]>()
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
  await expect
    .element(page.getByRole("group", { name: "Theme" }).getByRole("radio", { name: "Use system setting" }))
    .toBeChecked();
  await page.getByRole("radio", { name: "Dark" }).click();
  expect(setPreferences).toHaveBeenCalledWith({ ...thePreferences, theme: "dark" });
});

test("hides what the server lacks, but not the export", async () => {
  await openSettings({}, { account: false });
  await expect.element(page.getByText("This server does not support changing the password")).toBeVisible();
  await expect.element(button("Change password")).not.toBeInTheDocument();
  await expect.element(button("Delete account…")).not.toBeInTheDocument();
  await expect.element(button("Export as JSON")).toBeVisible();
});

test("loading page by page is chosen and remembered", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>(() => Promise.resolve(null));
  await openSettings({ setPreferences });
  const choice = page.getByRole("checkbox", { name: "Load posts page by page" });
  await expect.element(choice).not.toBeChecked();
  await choice.click();
  await button("Close").click();
  await button("Settings").click();
  await expect.element(choice).toBeChecked();
  expect(setPreferences).toHaveBeenCalledWith({ ...thePreferences, paged: true });
});
