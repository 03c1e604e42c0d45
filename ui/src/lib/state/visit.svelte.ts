// What outlives the feed's screen: a session that ends in the middle must not cost the post being written.
import type { Account, Place, ReadingPlace } from "$lib/ipc";
import { Draft } from "./draft.svelte";

export class Visit {
  readonly draft = new Draft();
  readonly #key: string;
  #continues: boolean;

  constructor(account: Account, place: Place | null, continues: boolean) {
    this.#key = keyOf(account, place);
    this.#continues = continues;
  }

  isOf(account: Account, place: Place | null): boolean {
    return this.#key === keyOf(account, place);
  }

  /** Where the feed opens: where the reader was, or at the top when somebody else has come. */
  open(reading: ReadingPlace): ReadingPlace {
    const start = this.#continues ? reading : { search: "", post: null, offset: 0 };
    this.#continues = true;
    return start;
  }
}

/** Knows the present visit. The first one after a start continues the last one before it. */
export class Visits {
  #present: Visit | null = null;
  #isFirst = true;

  of(account: Account, place: Place | null): Visit {
    if (this.#present?.isOf(account, place) !== true) {
      this.#present = new Visit(account, place, this.#isFirst);
      this.#isFirst = false;
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
