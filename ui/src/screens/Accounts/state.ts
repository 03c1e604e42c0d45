// Words the state of an account.
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

/** Returns the message of a state; null where there is nothing to say. */
export function stateMessage(state: AccountState): string | null {
  return MESSAGES[state];
}
