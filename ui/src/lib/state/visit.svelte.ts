// What outlives the screens: a session that ends in the middle must cost neither the post being written nor the place.
import type { Account, Commands, Place, ReadingPlace } from "$lib/ipc";
import { Draft } from "./draft.svelte";
import type { Notices } from "./notices.svelte";
import { Reader } from "./reader.svelte";

export class Visit {
  readonly draft = new Draft();
  readonly reader: Reader;
  readonly #key: string;

  constructor(account: Account, place: Place | null, reader: Reader) {
    this.reader = reader;
    this.#key = keyOf(account, place);
  }

  isOf(account: Account, place: Place | null): boolean {
    return this.#key === keyOf(account, place);
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
      this.#present = new Visit(account, place, reader);
    }
    return this.#present;
  }

  /** The reader leaves on purpose, and takes everything along. */
  end() {
    this.#present = null;
  }
}

function keyOf(account: Account, place: Place | null): string {
  return `${account.id} ${place?.kind === "server" ? place.address : ""}`;
}
