// Registers the actions behind commands. Components bind actions for as long as they are mounted.
import { createContext, untrack } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import type { CommandId } from "./catalogue";

export type Action = {
  run: () => unknown;
  /** Asked anew whenever it matters; without it, always. */
  enabled?: () => boolean;
};

/** Actions by command; a bare function is always enabled. */
export type Actions = Partial<Record<CommandId, Action | (() => unknown)>>;

/** The bound actions. The one bound last is in front. */
export class Registry {
  /**
   * The one bound last is in front: a dialog's or a post's before the page's. No `$state`, of which what comes to an end
   * reads what it was before: what was bound in the same moment would be lost.
   */
  readonly #bound = new SvelteMap<CommandId, readonly Action[]>();

  /** Binds what commands do, until the function that it returns is called. Fit for `$effect` and `onMount`. */
  bind(actions: Actions): () => void {
    const bound = Object.entries(actions).map(
      ([id, action]) => [id as CommandId, typeof action === "function" ? { run: action } : action] as const,
    );
    untrack(() => {
      for (const [id, action] of bound) this.#bound.set(id, [action, ...(this.#bound.get(id) ?? [])]);
    });
    return () => {
      untrack(() => {
        for (const [id, action] of bound) this.#unbind(id, action);
      });
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

  #unbind(id: CommandId, action: Action) {
    const others = (this.#bound.get(id) ?? []).filter((other) => other !== action);
    if (others.length > 0) this.#bound.set(id, others);
    else this.#bound.delete(id);
  }
}

export const [getRegistry, setRegistry] = createContext<Registry>();
