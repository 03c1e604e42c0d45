// One reader's vote on one post: shown at once, sent one request at a time, put back when the server refuses.
import type { VoteOutcome } from "$lib/ipc";

type Send = (up: boolean) => Promise<VoteOutcome>;

/** What the server last said. `voted` is null where it does not tell. */
type Known = { voted: boolean | null; count: number };

export class Vote {
  #known: Known;
  /** What the reader wants while the server has yet to confirm it. */
  #wanted = $state<boolean | null>(null);
  #sending = false;

  constructor(known: Known) {
    this.#known = $state.raw(known);
  }

  get voted(): boolean | null {
    return this.#wanted ?? this.#known.voted;
  }

  get count(): number {
    if (this.#wanted === true && this.#known.voted !== true) return this.#known.count + 1;
    if (this.#wanted === false && this.#known.voted === true) return this.#known.count - 1;
    return this.#known.count;
  }

  /** Takes fresh numbers from the server; null keeps what is known. While a request is under way its answer is newer. */
  learn({ voted, votes }: { voted: boolean | null; votes: number | null }) {
    if (this.#sending) return;
    this.#known = { voted: voted ?? this.#known.voted, count: votes ?? this.#known.count };
  }

  /**
   * Votes, or takes the vote back. While a request is under way only the intent changes, and the request's end
   * sends the latest. Rejects when the server refuses; what is shown is then the server's again.
   */
  async toggle(send: Send): Promise<void> {
    this.#wanted = this.voted !== true;
    if (this.#sending) return;
    this.#sending = true;
    try {
      await this.#settle(send);
    } finally {
      this.#sending = false;
      this.#wanted = null;
    }
  }

  async #settle(send: Send) {
    for (;;) {
      const up = this.#wanted === true;
      const outcome = await send(up);
      this.#accept(outcome);
      if ((this.#wanted === true) === up) return;
    }
  }

  #accept({ voted, changed }: VoteOutcome) {
    const step = voted ? 1 : -1;
    this.#known = { voted, count: changed ? this.#known.count + step : this.#known.count };
  }
}
