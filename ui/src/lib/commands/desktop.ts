// Commands that toggle notifications, the tray and start at login.
import { t } from "$lib/i18n";
import { toFailure, type Commands, type Desktop } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import { preferences } from "$lib/state/preferences.svelte";
import type { Actions } from "./registry.svelte";

type DesktopCommands = Pick<Commands, "desktop" | "setLaunchAtLogin" | "setPreferences">;

type Toggle = {
  isOn: (desktop: Desktop) => boolean;
  /** Whether the desktop can do it. */
  isOffered: (desktop: Desktop) => boolean;
  set: (on: boolean) => Promise<unknown>;
  /** What is said afterwards: that it is on now, or off, or why it cannot be. */
  on: () => string;
  off: () => string;
  none: () => string;
};

export function desktopActions(commands: DesktopCommands, notices: Notices): Actions {
  const notifications: Toggle = {
    isOn: () => preferences.current.notifications,
    isOffered: (desktop) => desktop.notifications,
    set: (on) => preferences.change(commands, { notifications: on }),
    on: () => t("command-notifications-on"),
    off: () => t("command-notifications-off"),
    none: () => t("desktop-notifications-none"),
  };
  const tray: Toggle = {
    isOn: () => preferences.current.keep_in_tray,
    isOffered: (desktop) => desktop.tray,
    set: (on) => preferences.change(commands, { keep_in_tray: on }),
    on: () => t("command-tray-on"),
    off: () => t("command-tray-off"),
    none: () => t("desktop-keep-in-tray-none"),
  };
  const login: Toggle = {
    isOn: (desktop) => desktop.launch_at_login === true,
    isOffered: (desktop) => desktop.launch_at_login !== null,
    set: (on) => commands.setLaunchAtLogin(on),
    on: () => t("command-login-on"),
    off: () => t("command-login-off"),
    none: () => t("desktop-login-none"),
  };

  async function turn({ isOn, isOffered, set, on, off, none }: Toggle) {
    try {
      const desktop = await commands.desktop();
      const wanted = !isOn(desktop);
      if (wanted && !isOffered(desktop)) {
        notices.error(none());
        return;
      }
      await set(wanted);
      notices.info(wanted ? on() : off());
    } catch (thrown) {
      notices.failure(toFailure(thrown));
    }
  }

  return {
    "toggle-notifications": () => turn(notifications),
    "toggle-tray": () => turn(tray),
    "toggle-login": () => turn(login),
  };
}
