// Signs out of an account, after a question while something of it is unsent or unfinished.
import { toFailure, type AccountKey, type Commands } from "$lib/ipc";
import type { Notices } from "./notices.svelte";
import type { UserSession } from "./session.svelte";

/** What an account has that is not at its server. */
export type Unsent = { posts: number; votes: number; texts: number };

/** What is asked about: an account, and what is unsent there; null where that cannot be told. */
export type SignOutQuestion = { account: AccountKey; unsent: Unsent | null };

/** State of signing out and its question. */
export class SignOut {
  busy = $state(false);
  /** The question that is open. */
  question = $state.raw<SignOutQuestion | null>(null);
  readonly #session: UserSession;
  readonly #commands: Pick<Commands, "of" | "signOut">;
  readonly #notices: Notices;
  readonly #onSignedOut: (account: AccountKey) => void;

  constructor(
    session: UserSession,
    commands: Pick<Commands, "of" | "signOut">,
    notices: Notices,
    onSignedOut: (account: AccountKey) => void,
  ) {
    this.#session = session;
    this.#commands = commands;
    this.#notices = notices;
    this.#onSignedOut = onSignedOut;
  }

  /** Signs out of an account, the one on the screen unless another is named; or opens the question. */
  readonly request = async (account: AccountKey = this.#session.key) => {
    const unsent = await this.#unsentOf(account);
    if (unsent !== null && unsent.posts + unsent.votes + unsent.texts === 0) await this.#signOut(account);
    else this.question = { account, unsent };
  };

  readonly cancel = () => {
    this.question = null;
  };

  readonly confirm = async () => {
    const account = this.question?.account;
    this.question = null;
    if (account) await this.#signOut(account);
  };

  /** Signs out, once drafts are saved and deletions carried out. A failure becomes a notice. */
  async #signOut(account: AccountKey) {
    this.busy = true;
    try {
      if (this.#session.isOf(account)) await this.#session.finish();
      await this.#commands.signOut(account);
      this.#onSignedOut(account);
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
    } finally {
      this.busy = false;
    }
  }

  async #unsentOf(account: AccountKey): Promise<Unsent | null> {
    if (this.#session.isOf(account)) {
      const { outbox, drafts } = this.#session;
      return { posts: outbox.total, votes: outbox.votes, texts: drafts.unfinished };
    }
    const commands = this.#commands.of(account);
    try {
      const [outbox, drafts] = await Promise.all([commands.outbox(1), commands.drafts()]);
      return { posts: outbox.total, votes: outbox.votes.length, texts: drafts.length };
    } catch {
      return null;
    }
  }
}
