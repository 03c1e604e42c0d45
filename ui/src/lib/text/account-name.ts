// Names the accounts that are signed in, so that each is told from the others.
import type { AccountEntry } from "$lib/ipc";
import { personName } from "./person-name";
import { serverName } from "./server-name";
import { stripBidiAndZalgo } from "./strip-bidi-and-zalgo";

/** Returns what its owner calls an account, or else its own name. */
export function accountName({ account, label }: Pick<AccountEntry, "account" | "label">): string {
  return label === null ? personName(account) : stripBidiAndZalgo(label);
}

/** Returns the name of an account with its server where another one is called the same. */
export function distinctName(entry: AccountEntry, all: readonly AccountEntry[]): string {
  const name = accountName(entry);
  const isAlone = all.filter((other) => accountName(other) === name).length < 2;
  return isAlone ? name : `${name} · ${serverName(entry.server)}`;
}
