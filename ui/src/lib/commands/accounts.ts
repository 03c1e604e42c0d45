// Commands that switch between accounts, and add one.
import { toFailure, type Commands, type Status } from "$lib/ipc";
import { keyOfEntry } from "$lib/state/account-key";
import type { Notices } from "$lib/state/notices.svelte";
import { ALL, type CommandId } from "./catalogue";
import type { Action, Actions } from "./registry.svelte";

/** The commands that switch, in the order of the accounts. */
export const SWITCHES = [
  "account-1",
  "account-2",
  "account-3",
  "account-4",
  "account-5",
  "account-6",
  "account-7",
  "account-8",
  "account-9",
] as const satisfies readonly CommandId[];

type Switch = (typeof SWITCHES)[number];

/** Tells whether a command switches to the account at a position. */
export function isSwitch(id: CommandId): id is Switch {
  return (SWITCHES as readonly CommandId[]).includes(id);
}

/** Returns the keys that switch to the account at a position; null for those that have none. */
export function switchKeys(position: number): string | null {
  return ALL.find(({ id }) => id === SWITCHES[position])?.keys[0] ?? null;
}

export function accountActions(
  status: () => Pick<Status, "accounts" | "phase"> | null,
  commands: Pick<Commands, "switchAccount" | "addAccount">,
  notices: Notices,
): Actions {
  const attempt = (doing: Promise<unknown>) =>
    doing.catch((thrown: unknown) => {
      notices.failure(toFailure(thrown));
    });
  const at = (position: number) => status()?.accounts[position];
  const switchTo = (position: number): Action => ({
    run: () => {
      const entry = at(position);
      return entry && attempt(commands.switchAccount(keyOfEntry(entry)));
    },
    enabled: () => at(position) !== undefined,
  });
  return {
    ...(Object.fromEntries(SWITCHES.map((id, position) => [id, switchTo(position)])) as Record<
      Switch,
      Action
    >),
    "add-account": {
      run: () => attempt(commands.addAccount()),
      enabled: () => (status()?.accounts.length ?? 0) > 0 && status()?.phase.kind !== "choosing",
    },
  };
}
