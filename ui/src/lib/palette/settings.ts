// Palette source of all settings.
import { t } from "$lib/i18n";
import type { Features } from "$lib/ipc";
import type { Source } from "./sources.svelte";

/** The categories, in the order in which they stand there, and what each is called. */
export const CATEGORIES = [
  { id: "account", message: "settings-account" },
  { id: "appearance", message: "appearance-heading" },
  { id: "notifications", message: "settings-notifications" },
  { id: "keyboard", message: "settings-keyboard" },
  { id: "desktop", message: "desktop-heading" },
  { id: "about", message: "settings-about" },
] as const;

export type CategoryId = (typeof CATEGORIES)[number]["id"];

type Definition = {
  id: string;
  /** What it is called there. */
  message: string;
  category: CategoryId;
  /** What can be done with it, which it is found by, too. */
  also?: readonly string[];
  /** What the server must offer for it. */
  needs?: keyof Features;
};

/** In the order in which they stand there. */
const SETTINGS = [
  { id: "accounts", message: "accounts-heading", category: "account" },
  {
    id: "local",
    message: "accounts-local-setting",
    category: "account",
    also: ["accounts-local-turn-off", "accounts-local-turn-on"],
  },
  { id: "account", message: "settings-account", category: "account" },
  { id: "name", message: "settings-display-name", category: "account", needs: "display_names" },
  { id: "phone", message: "settings-phone", category: "account", needs: "account" },
  { id: "password", message: "settings-password-change", category: "account", needs: "account" },
  { id: "sessions", message: "settings-sessions", category: "account", needs: "sessions" },
  { id: "data", message: "settings-data", category: "account" },
  { id: "server", message: "check-begin", category: "account" },
  { id: "delete", message: "settings-delete", category: "account", needs: "account" },
  { id: "appearance", message: "appearance-heading", category: "appearance" },
  { id: "theme", message: "appearance-theme", category: "appearance" },
  { id: "language", message: "appearance-language", category: "appearance" },
  { id: "size", message: "appearance-text-size", category: "appearance" },
  { id: "density", message: "appearance-density", category: "appearance" },
  { id: "contrast", message: "appearance-contrast", category: "appearance" },
  { id: "reading", message: "appearance-reading", category: "appearance" },
  { id: "paged", message: "appearance-paged", category: "appearance" },
  { id: "pictures", message: "appearance-pictures", category: "appearance" },
  { id: "notifications", message: "settings-notifications", category: "notifications" },
  { id: "votes", message: "desktop-notifications", category: "notifications" },
  { id: "keyboard", message: "settings-keyboard", category: "keyboard" },
  { id: "desktop", message: "desktop-heading", category: "desktop" },
  { id: "tray", message: "desktop-keep-in-tray", category: "desktop" },
  { id: "login", message: "desktop-login", category: "desktop" },
  { id: "menubar", message: "desktop-menu-bar", category: "desktop" },
  { id: "about", message: "settings-about", category: "about" },
] as const satisfies readonly Definition[];

/** A section of the settings, or one of them. */
export type SettingId = (typeof SETTINGS)[number]["id"];

type Setting = Omit<Definition, "id"> & { id: SettingId };

/** All settings, of one type instead of one type for each. */
export const ALL_SETTINGS: readonly Setting[] = SETTINGS;

/** Returns the category that a setting is in. */
export function categoryOf(id: SettingId): CategoryId {
  return (ALL_SETTINGS.find((setting) => setting.id === id) as Setting).category;
}

/**
 * Makes the source of the settings that the server supports; `open` opens one. The server of this computer has one where it
 * has an account.
 */
export function settingSource(
  features: Features,
  hasLocal: boolean,
  open: (id: SettingId) => unknown,
): Source {
  const offered = ALL_SETTINGS.filter(
    ({ id, needs }) => (needs === undefined || features[needs]) && (id !== "local" || hasLocal),
  );
  return {
    id: "settings",
    heading: () => t("settings-heading"),
    items: () =>
      offered.map(({ id, message, also = [] }) => ({
        id: `setting-${id}`,
        text: t(message),
        also: also.map((words) => t(words)).join(" "),
        choose: () => open(id),
      })),
    loose: true,
  };
}
