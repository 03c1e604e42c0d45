// A small form that asks one thing of the server: under way or not, what is wrong where, and what went wrong at all.
import { toFailure, type Failure } from "$lib/ipc";

export class Form {
  busy = $state(false);
  errors = $state.raw<Record<string, string>>({});
  failure = $state.raw<Failure | null>(null);

  /** Asks; true when it was done. Asked again meanwhile it does nothing. */
  async submit(ask: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.errors = {};
    this.failure = null;
    try {
      await ask();
      return true;
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.errors = failure.fields;
      if (Object.keys(failure.fields).length === 0) this.failure = failure;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
