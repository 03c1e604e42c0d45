// Palette source of all settings.
import { t } from "$lib/i18n";
import type { Features } from "$lib/ipc";
import type { Source } from "./sources.svelte";

type Definition = {
  id: string;
  /** What it is called there. */
  message: string;
  /** What the server must offer for it. */
  needs?: keyof Features;
};

/** In the order in which they stand there. */
const SETTINGS = [
  { id: "account", message: "settings-account" },
  { id: "phone", message: "settings-phone", needs: "account" },
  { id: "password", message: "settings-password-change", needs: "account" },
  { id: "sessions", message: "settings-sessions", needs: "sessions" },
  { id: "data", message: "settings-data" },
  { id: "delete", message: "settings-delete", needs: "account" },
  { id: "appearance", message: "appearance-heading" },
  { id: "theme", message: "appearance-theme" },
  { id: "language", message: "appearance-language" },
  { id: "size", message: "appearance-text-size" },
  { id: "density", message: "appearance-density" },
  { id: "contrast", message: "appearance-contrast" },
  { id: "reading", message: "appearance-reading" },
  { id: "paged", message: "appearance-paged" },
  { id: "desktop", message: "desktop-heading" },
  { id: "notifications", message: "desktop-notifications" },
  { id: "tray", message: "desktop-keep-in-tray" },
  { id: "login", message: "desktop-login" },
  { id: "about", message: "settings-about" },
] as const satisfies readonly Definition[];

/** A section of the settings, or one of them. */
export type SettingId = (typeof SETTINGS)[number]["id"];

type Setting = Omit<Definition, "id"> & { id: SettingId };

/** All settings, of one type instead of one type for each. */
export const ALL_SETTINGS: readonly Setting[] = SETTINGS;

/** Makes the source of the settings that the server supports; `open` opens one. */
export function settingSource(features: Features, open: (id: SettingId) => unknown): Source {
  const offered = ALL_SETTINGS.filter(({ needs }) => needs === undefined || features[needs]);
  return {
    id: "settings",
    heading: () => t("settings-heading"),
    items: () =>
      offered.map(({ id, message }) => ({ id: `setting-${id}`, text: t(message), choose: () => open(id) })),
    loose: true,
  };
}
