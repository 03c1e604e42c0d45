// The settings of the desktop.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { Commands, Desktop } from "$lib/ipc";
import { aFailure, aStatus, thePreferences } from "../../test/fakes";
import { button, feedOf, open } from "../../test/window";

const everything: Desktop = { tray: true, notifications: true, launch_at_login: false };

async function openSettings(commands: Partial<Commands> = {}, events = true) {
  const status = aStatus();
  await open(
    { ...status, features: { ...status.features, account: false, events } },
    {
      ...feedOf(),
      about: () => Promise.resolve({ version: "1.2.3", tauri: "2", webview: "2.50", data_dir: "/data" }),
      desktop: () => Promise.resolve(everything),
      ...commands,
    },
  );
  await button("Settings").click();
}

const toggle = (name: string) => page.getByRole("checkbox", { name });

test("what one wants is kept", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>().mockResolvedValue(null);
  await openSettings({ setPreferences });
  await toggle("Notify me about votes on my posts").click();
  expect(setPreferences).toHaveBeenLastCalledWith({ ...thePreferences, notifications: true });
  await expect.element(toggle("Notify me about votes on my posts")).toBeChecked();
  await toggle("Keep Hearth in the tray").click();
  expect(setPreferences).toHaveBeenLastCalledWith({
    ...thePreferences,
    notifications: true,
    keep_in_tray: true,
  });
});

test("what the desktop lacks is not offered, and said", async () => {
  const none: Desktop = { tray: false, notifications: false, launch_at_login: null };
  await openSettings({ desktop: () => Promise.resolve(none) });
  for (const name of [
    "Notify me about votes on my posts",
    "Keep Hearth in the tray",
    "Start Hearth at login",
  ])
    await expect.element(toggle(name)).toBeDisabled();
  await expect.element(page.getByText("This desktop doesn’t support notifications.")).toBeVisible();
  await expect.element(page.getByText("This desktop has no tray.")).toBeVisible();
});

test("a server that tells nothing is named as the reason", async () => {
  await openSettings({}, false);
  await expect.element(page.getByText("This server doesn’t report votes.")).toBeVisible();
});

test("start at login shows what the system reports", async () => {
  const desktop = vi.fn<Commands["desktop"]>().mockResolvedValue(everything);
  const setLaunchAtLogin = vi
    .fn<Commands["setLaunchAtLogin"]>()
    .mockRejectedValueOnce(aFailure("storage", "The start at login couldn’t be changed."))
    .mockResolvedValueOnce(null);
  await openSettings({ desktop, setLaunchAtLogin });
  await toggle("Start Hearth at login").click();
  await expect.element(page.getByText("The start at login couldn’t be changed.")).toBeVisible();
  await expect.element(toggle("Start Hearth at login")).not.toBeChecked();
  desktop.mockResolvedValue({ ...everything, launch_at_login: true });
  await toggle("Start Hearth at login").click();
  await expect.element(toggle("Start Hearth at login")).toBeChecked();
  await expect.element(page.getByText("couldn’t be changed")).not.toBeInTheDocument();
});
