// Optimistic vote on one post: shown at once, sent one request at a time, reverted when the server refuses.
import type { VoteOutcome } from "$lib/ipc";
import { nextTick } from "./logical-clock";

type Send = (up: boolean) => Promise<VoteOutcome>;

/** What the server last said. `voted` is null where it does not tell. */
type Known = { voted: boolean | null; count: number };

/** What an answer says of a vote; null where it says nothing. */
type Told = { voted: boolean | null; votes: number | null };

export class Vote {
  #known: Known;
  /** What the reader wants while the server has yet to confirm it. */
  #wanted = $state<boolean | null>(null);
  #sending = false;
  /** The number that the server told while a request was under way. */
  #heard: number | null = null;
  /** When the two were learnt last. */
  #votedAt: number;
  #countAt: number;

  constructor(known: Known, asked = nextTick()) {
    this.#known = $state.raw(known);
    this.#votedAt = this.#countAt = asked;
  }

  get voted(): boolean | null {
    return this.#wanted ?? this.#known.voted;
  }

  get count(): number {
    if (this.#wanted === true && this.#known.voted !== true) return this.#known.count + 1;
    if (this.#wanted === false && this.#known.voted === true) return this.#known.count - 1;
    return this.#known.count;
  }

  /** Takes what was asked for at a moment; null keeps what is known. While a request is under way its answer is newer. */
  learn({ voted, votes }: Told, asked = nextTick()) {
    if (this.#sending) return;
    if (voted !== null && asked >= this.#votedAt) {
      this.#known = { ...this.#known, voted };
      this.#votedAt = asked;
    }
    if (votes !== null && asked >= this.#countAt) {
      this.#known = { ...this.#known, count: votes };
      this.#countAt = asked;
    }
  }

  /**
   * The number of votes is now this. While a request is under way it may or may not count what that asks for, so it
   * waits for the reply; if the reader's own vote is not yet in it, the server tells the number again.
   */
  updateCount(votes: number) {
    if (this.#sending) this.#heard = votes;
    else this.learn({ voted: null, votes });
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
      this.#votedAt = this.#countAt = nextTick();
      this.#believeHeard();
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
    this.#believeHeard();
  }

  #believeHeard() {
    if (this.#heard !== null) this.#known = { ...this.#known, count: this.#heard };
    this.#heard = null;
  }
}
