// Says that an account has left the list, and which one is shown in its place.
import { t } from "$lib/i18n";
import type { AccountEntry, AccountKey, Status } from "$lib/ipc";
import { distinctName } from "$lib/text/account-name";
import { isSameAccount, keyOfEntry, rowKey } from "./account-key";
import type { Notices } from "./notices.svelte";

type Shown = { row: string; name: string };

export class Departures {
  readonly #notices: Notices;
  /** The account that was shown last. */
  #last: Shown | null = null;
  /** Rows of accounts that were deleted, where the others were signed out of. */
  #deleted: readonly string[] = [];

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /** An account is about to be deleted at its server, or is not after all. */
  noteDeletion(account: AccountKey, isDeleted: boolean) {
    const row = rowKey(account);
    this.#deleted = [...this.#deleted.filter((other) => other !== row), ...(isDeleted ? [row] : [])];
  }

  /** Takes in what is shown now. */
  follow({ accounts, account, server, phase }: Pick<Status, "accounts" | "account" | "server" | "phase">) {
    if (phase.kind === "ready" && account !== null && server !== null)
      this.#show(accounts, { server, account: account.id });
    // At a form to sign in nobody is in the place of another.
    else if (phase.kind === "choosing" || phase.kind === "ready") this.#last = null;
  }

  #show(all: readonly AccountEntry[], shown: AccountKey) {
    const entry = all.find((other) => isSameAccount(keyOfEntry(other), shown));
    if (!entry) return;
    const before = this.#last;
    this.#last = { row: rowKey(keyOfEntry(entry)), name: distinctName(entry, all) };
    if (before === null || all.some((other) => rowKey(keyOfEntry(other)) === before.row)) return;
    const names = { account: before.name, shown: this.#last.name };
    const isDeleted = this.#deleted.includes(before.row);
    this.#notices.info(
      isDeleted ? t("accounts-deleted-shown", names) : t("accounts-signed-out-shown", names),
    );
  }
}
