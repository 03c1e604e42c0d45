// What Rust last said of the app as a whole. Screens follow from it and nothing else.
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
    try {
      // Listening first, so that no change falls between the answer and the first event.
      const stop = await subscribe((status) => {
        this.#take(status);
      });
      const answer = await commands.status();
      // An event that overtook the answer is the newer of the two.
      if (this.#current === null) this.#take(answer);
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
