// State of a small form with one request: busy, errors by field, and failure.
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
