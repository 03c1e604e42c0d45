// Names the device of a session for people.
import { t } from "$lib/i18n";
import { stripBidiAndZalgo } from "./strip-bidi-and-zalgo";

/** What this app calls itself, as in `crates/client/src/user_agent.rs`: `Hearth/0.1.0 (Linux; Debian GNU/Linux 12)`. */
const HEARTH = /^Hearth\/(\S+) \((?:[^;()]+; )?([^;()]+)\)$/;

/** Returns the name of a device by what its app calls itself (`User-Agent`), or by nothing. */
export function deviceName(device: string | null): string {
  if (device === null) return t("settings-sessions-unknown");
  const [, version, system] = HEARTH.exec(device) ?? [];
  if (version === undefined || system === undefined) return stripBidiAndZalgo(device);
  return t("settings-sessions-hearth", { version, system });
}
