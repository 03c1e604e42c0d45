// Follows the shell's status. Which screen is shown depends on it alone.
import { toFailure, type Commands, type Failure, type Status } from "$lib/ipc";

type Subscribe = (callback: (status: Status) => void) => Promise<() => void>;

export class AppStatus {
  /** Null until Rust has answered for the first time. */
  #current = $state.raw<Status | null>(null);
  /** Why there was no first answer. */
  failure = $state.raw<Failure | null>(null);

  readonly #arrives: (status: Status) => void;

  /** `arrives` sees each status before anything that is shown follows from it. */
  constructor(arrives: (status: Status) => void = () => undefined) {
    this.#arrives = arrives;
  }

  get current(): Status | null {
    return this.#current;
  }

  /** Follows the status from now on; the function that it resolves to stops. */
  async follow(commands: Pick<Commands, "status">, subscribe: Subscribe): Promise<() => void> {
    let told = false;
    const ask = async () => {
      const answer = await commands.status();
      // An event that overtook the answer is the newer of the two.
      if (!told) this.#take(answer);
    };
    try {
      // At once, because the start waits for it; and again, because a change before listening was told to nobody.
      const [stop] = await Promise.all([
        subscribe((status) => {
          told = true;
          this.#take(status);
        }),
        ask(),
      ]);
      await ask();
      return stop;
    } catch (thrown) {
      this.failure = toFailure(thrown);
      return () => undefined;
    }
  }

  #take(status: Status) {
    this.#arrives(status);
    this.#current = status;
  }
}
