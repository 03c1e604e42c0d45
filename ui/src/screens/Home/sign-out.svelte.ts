// Signs the account out, after a question while something waits to be sent.
import { toFailure, type Commands } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import type { UserSession } from "$lib/state/session.svelte";

/** State of the sign-out button and its question. */
export class SignOut {
  busy = $state(false);
  /** Whether the question is open. */
  asking = $state(false);
  readonly #session: UserSession;
  readonly #commands: Pick<Commands, "signOut">;
  readonly #notices: Notices;
  readonly #onSignedOut: () => void;

  constructor(
    session: UserSession,
    commands: Pick<Commands, "signOut">,
    notices: Notices,
    onSignedOut: () => void,
  ) {
    this.#session = session;
    this.#commands = commands;
    this.#notices = notices;
    this.#onSignedOut = onSignedOut;
  }

  /** Signs out, or opens the question where posts or votes wait in the outbox. */
  readonly request = async () => {
    if (this.#session.outbox.empty) await this.confirm();
    else this.asking = true;
  };

  readonly cancel = () => {
    this.asking = false;
  };

  /** Signs out, once drafts are saved and deletions carried out. A failure becomes a notice. */
  readonly confirm = async () => {
    this.asking = false;
    this.busy = true;
    try {
      await this.#session.finish();
      await this.#commands.signOut(this.#session.key);
      this.#onSignedOut();
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
    } finally {
      this.busy = false;
    }
  };
}
