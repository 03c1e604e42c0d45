// Palette source of the accounts that are signed in.
import { switchKeys } from "$lib/commands/accounts";
import { keyOfEntry } from "$lib/state/account-key";
import { t } from "$lib/i18n";
import { toFailure, type Commands, type Status } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import { distinctName } from "$lib/text/account-name";
import type { Source } from "./sources.svelte";

function keysOf(position: number): { keys?: string } {
  const keys = switchKeys(position);
  return keys === null ? {} : { keys };
}

/** Makes the source, which offers to switch where there is more than one account. */
export function accountSource(
  status: () => Pick<Status, "accounts"> | null,
  commands: Pick<Commands, "switchAccount">,
  notices: Notices,
): Source {
  return {
    id: "accounts",
    heading: () => t("accounts-heading"),
    items: () => {
      const all = status()?.accounts ?? [];
      if (all.length < 2) return [];
      return all.map((entry, at) => ({
        id: `account-${entry.account.id}-${entry.server.kind === "server" ? entry.server.address : ""}`,
        text: t("accounts-switch", { account: distinctName(entry, all) }),
        ...keysOf(at),
        choose: () => {
          commands.switchAccount(keyOfEntry(entry)).catch((thrown: unknown) => {
            notices.failure(toFailure(thrown));
          });
        },
      }));
    },
    loose: true,
  };
}
