// The settings of the desktop.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { Commands, Desktop } from "$lib/ipc";
import { aFailure, aStatus, thePreferences, type AllCommands } from "../../test/fakes";
import { button, feedOf, open } from "../../test/window";

const everything: Desktop = { tray: true, notifications: true, launch_at_login: false };

async function openSettings(category: string, commands: Partial<AllCommands> = {}, events = true) {
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
  await button(category).click();
}

const toggle = (name: string) => page.getByRole("switch", { name });

test("what one wants is kept", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>().mockResolvedValue(null);
  await openSettings("Notifications", { setPreferences });
  await toggle("Notify me about votes on my posts").click();
  expect(setPreferences).toHaveBeenLastCalledWith({ ...thePreferences, notifications: true });
  await expect.element(toggle("Notify me about votes on my posts")).toBeChecked();
  await button("Desktop").click();
  await toggle("Keep Hearth in the tray").click();
  expect(setPreferences).toHaveBeenLastCalledWith({
    ...thePreferences,
    notifications: true,
    keep_in_tray: true,
  });
});

test("what the desktop lacks is not offered, and said", async () => {
  const none: Desktop = { tray: false, notifications: false, launch_at_login: null };
  await openSettings("Notifications", { desktop: () => Promise.resolve(none) });
  await expect.element(toggle("Notify me about votes on my posts")).toBeDisabled();
  await expect.element(page.getByText("This desktop doesn’t support notifications.")).toBeVisible();
  await button("Desktop").click();
  for (const name of ["Keep Hearth in the tray", "Start Hearth at login"])
    await expect.element(toggle(name)).toBeDisabled();
  await expect.element(page.getByText("This desktop has no tray.")).toBeVisible();
});

test("a server that tells nothing is named as the reason", async () => {
  await openSettings("Notifications", {}, false);
  await expect.element(page.getByText("This server doesn’t report votes.")).toBeVisible();
});

test("start at login shows what the system reports", async () => {
  const desktop = vi.fn<Commands["desktop"]>().mockResolvedValue(everything);
  const setLaunchAtLogin = vi
    .fn<Commands["setLaunchAtLogin"]>()
    .mockRejectedValueOnce(aFailure("storage", "The start at login couldn’t be changed."))
    .mockResolvedValueOnce(null);
  await openSettings("Desktop", { desktop, setLaunchAtLogin });
  await toggle("Start Hearth at login").click();
  await expect.element(page.getByText("The start at login couldn’t be changed.")).toBeVisible();
  await expect.element(toggle("Start Hearth at login")).not.toBeChecked();
  desktop.mockResolvedValue({ ...everything, launch_at_login: true });
  await toggle("Start Hearth at login").click();
  await expect.element(toggle("Start Hearth at login")).toBeChecked();
  await expect.element(page.getByText("couldn’t be changed")).not.toBeInTheDocument();
});
