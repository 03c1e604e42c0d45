// What can be done right now. Whatever offers a command on the screen binds what it does, for as long as it is there.
import { createContext, untrack } from "svelte";
import type { CommandId } from "./catalogue";

export type Action = {
  run: () => unknown;
  /** Asked anew whenever it matters; without it, always. */
  enabled?: () => boolean;
};

/** What several commands do; a bare function is always enabled. */
export type Actions = Partial<Record<CommandId, Action | (() => unknown)>>;

export class Registry {
  /** The one bound last is in front: a dialog's or a post's before the page's. */
  #bound = $state.raw<ReadonlyMap<CommandId, readonly Action[]>>(new Map());

  /** Binds what commands do, until the function that it returns is called. Fit for `$effect` and `onMount`. */
  bind(actions: Actions): () => void {
    const bound = Object.entries(actions).map(
      ([id, action]) => [id as CommandId, typeof action === "function" ? { run: action } : action] as const,
    );
    untrack(() => {
      const next = new Map(this.#bound);
      for (const [id, action] of bound) next.set(id, [action, ...(next.get(id) ?? [])]);
      this.#bound = next;
    });
    return () => {
      this.#unbind(bound);
    };
  }

  isEnabled(id: CommandId): boolean {
    return this.#action(id) !== undefined;
  }

  /** Does it, and says whether it could be done. */
  run(id: CommandId): boolean {
    const action = untrack(() => this.#action(id));
    action?.run();
    return action !== undefined;
  }

  #action(id: CommandId): Action | undefined {
    return this.#bound.get(id)?.find(({ enabled }) => enabled?.() ?? true);
  }

  #unbind(bound: (readonly [CommandId, Action])[]) {
    untrack(() => {
      const next = new Map(this.#bound);
      for (const [id, action] of bound) {
        const others = (next.get(id) ?? []).filter((other) => other !== action);
        if (others.length > 0) next.set(id, others);
        else next.delete(id);
      }
      this.#bound = next;
    });
  }
}

export const [getRegistry, setRegistry] = createContext<Registry>();
