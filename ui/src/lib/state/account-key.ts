// Identifies the accounts in the list.
import type { AccountEntry, AccountKey } from "$lib/ipc";
import { isSameServer } from "$lib/text/server-name";

export function keyOfEntry({ server, account }: Pick<AccountEntry, "server" | "account">): AccountKey {
  return { server, account: account.id };
}

export function isSameAccount(one: AccountKey, other: AccountKey): boolean {
  return one.account === other.account && isSameServer(one.server, other.server);
}

/** Returns the key of an account's row: a text that no other account has. */
export function rowKey({ server, account }: AccountKey): string {
  return `${account} ${server.kind === "server" ? server.address : ""}`;
}
