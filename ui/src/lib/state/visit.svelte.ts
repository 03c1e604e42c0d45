// What outlives the screens: a session that ends in the middle must cost neither the post being written nor the place.
import type { Account, Commands, Place, ReadingPlace } from "$lib/ipc";
import type { Notices } from "./notices.svelte";
import { Outbox } from "./outbox.svelte";
import { Reader } from "./reader.svelte";
import { Writings } from "./writings.svelte";

export class Visit {
  readonly reader: Reader;
  readonly writings: Writings;
  readonly outbox: Outbox;
  /** Resolves when there is something to be shown. */
  readonly begun: Promise<void>;
  readonly #key: string;

  constructor(account: Account, place: Place | null, reader: Reader, writings: Writings, outbox: Outbox) {
    this.reader = reader;
    this.writings = writings;
    this.outbox = outbox;
    this.begun = reader.begin();
    this.#key = keyOf(account, place);
  }

  isOf(account: Account, place: Place | null): boolean {
    return this.#key === keyOf(account, place);
  }

  /** Brings to an end what is under way, because the reader leaves. */
  async finish(): Promise<void> {
    await Promise.all([this.writings.flush(), this.reader.posts.deletions.finish()]);
  }
}

/** Knows the present visit. */
export class Visits {
  #present: Visit | null = null;
  readonly #commands: Commands;
  readonly #notices: Notices;

  constructor(commands: Commands, notices: Notices) {
    this.#commands = commands;
    this.#notices = notices;
  }

  /** The visit of an account, which goes on where the reader was the last time. */
  of(account: Account, place: Place | null, reading: ReadingPlace[]): Visit {
    if (this.#present?.isOf(account, place) !== true) {
      const reader = new Reader(account, reading, this.#commands, this.#notices);
      const writer = { place: place ?? { kind: "this_computer" as const }, account: account.id };
      const writings = new Writings(this.#commands, this.#notices, writer);
      const outbox = new Outbox(this.#commands, this.#notices, reader.posts, writings);
      void writings.load();
      void outbox.load();
      void this.#present?.finish();
      this.#present = new Visit(account, place, reader, writings, outbox);
    }
    return this.#present;
  }

  async finish(): Promise<void> {
    await this.#present?.finish();
  }

  /** The reader leaves on purpose. What they were writing is kept for when they come back. */
  end() {
    this.#present = null;
  }
}

function keyOf(account: Account, place: Place | null): string {
  return `${account.id} ${place?.kind === "server" ? place.address : ""}`;
}
