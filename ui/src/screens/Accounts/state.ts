// Words the state of an account.
import { t } from "$lib/i18n";
import type { AccountState } from "$lib/ipc";

const MESSAGES: Record<AccountState, string | null> = {
  connecting: "accounts-connecting",
  online: null,
  offline: "accounts-offline",
  locked: "accounts-locked",
  signed_out: "accounts-signed-out",
  failed: "accounts-failed",
  off: "accounts-off",
};

/** Returns the words for a state; none where there is nothing to say. */
export function stateWords(state: AccountState): string {
  const message = MESSAGES[state];
  return message === null ? "" : t(message);
}
