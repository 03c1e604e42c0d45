// Saves a draft on this computer shortly after each change, one write at a time, the newest last.
import { toFailure, type Failure } from "$lib/ipc";

/** So often at most while somebody types: what a crash can cost. */
const PAUSE_MS = 300;
const RETRY_MS = 5000;

type Job = () => Promise<unknown>;

export class AutoSaver {
  /** Something is not written yet. */
  pending = $state(false);
  /** Why it cannot be written. It is tried again by itself. */
  failure = $state.raw<Failure | null>(null);

  #next: Job | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working: Promise<void> | null = null;

  /** Does this soon, instead of what waits. */
  soon(job: Job) {
    this.#next = job;
    this.pending = true;
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Does now what waits; resolves when it is done, or has failed. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  async #work() {
    while (this.#next !== null) {
      const job = this.#next;
      this.#next = null;
      try {
        await job();
        this.failure = null;
      } catch (thrown) {
        this.failure = toFailure(thrown);
        this.#next ??= job;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.flush(), RETRY_MS);
        return;
      }
    }
    this.pending = false;
  }
}
