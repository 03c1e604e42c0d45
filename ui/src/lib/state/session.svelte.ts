// The state of whoever is signed in. It outlives the screens: a session that expires costs neither the draft nor the
// page.
import type { Account, Commands, ServerLocation, ScrollPosition } from "$lib/ipc";
import type { Notices } from "./notices.svelte";
import { Outbox } from "./outbox.svelte";
import { FeedStore } from "./feed-store.svelte";
import { Drafts } from "./drafts.svelte";

/** The state of one account on one server. */
export class UserSession {
  /** The account; its name may change. */
  account: Account;
  /** The server that the posts are on; null where it is not known. */
  readonly server: ServerLocation | null;
  readonly feedStore: FeedStore;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  /** Resolves when there is something to be shown. */
  readonly begun: Promise<void>;
  readonly #key: string;

  constructor(
    account: Account,
    server: ServerLocation | null,
    feedStore: FeedStore,
    drafts: Drafts,
    outbox: Outbox,
  ) {
    this.account = $state.raw(account);
    this.server = server;
    this.feedStore = feedStore;
    this.drafts = drafts;
    this.outbox = outbox;
    this.begun = feedStore.begin();
    this.#key = keyOf(account, server);
  }

  isOf(account: Account, server: ServerLocation | null): boolean {
    return this.#key === keyOf(account, server);
  }

  /** Brings to an end what is under way, because the reader leaves. */
  async finish(): Promise<void> {
    await Promise.all([this.drafts.flush(), this.feedStore.posts.deletions.finish()]);
  }
}

/** Holds the current session. */
export class UserSessions {
  #present: UserSession | null = null;
  readonly #commands: Commands;
  readonly #notices: Notices;

  constructor(commands: Commands, notices: Notices) {
    this.#commands = commands;
    this.#notices = notices;
  }

  /** Returns the session of an account, which begins where the account was the last time. */
  of(account: Account, server: ServerLocation | null, reading: ScrollPosition[]): UserSession {
    if (this.#present?.isOf(account, server) !== true) {
      const feedStore = new FeedStore(account, reading, this.#commands, this.#notices);
      const owner = { server: server ?? { kind: "this_computer" as const }, account: account.id };
      const drafts = new Drafts(this.#commands, this.#notices, owner);
      const outbox = new Outbox(this.#commands, this.#notices, feedStore.posts, drafts);
      void drafts.load();
      void outbox.load();
      void this.#present?.finish();
      this.#present = new UserSession(account, server, feedStore, drafts, outbox);
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

function keyOf(account: Account, server: ServerLocation | null): string {
  return `${account.id} ${server?.kind === "server" ? server.address : ""}`;
}
