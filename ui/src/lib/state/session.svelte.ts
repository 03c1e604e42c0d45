// The state of the accounts that are signed in. It outlives the screens: neither another account nor a session that expires
// costs the draft or the page.
import type {
  Account,
  AccountCommands,
  AccountKey,
  Commands,
  LiveEvents,
  OutboxChange,
  ScrollPosition,
  ServerLocation,
} from "$lib/ipc";
import { isPageCovered } from "$lib/dialogs";
import { isSameServer } from "$lib/text/server-name";
import { Drafts } from "./drafts.svelte";
import { FeedStore } from "./feed-store.svelte";
import { Notices } from "./notices.svelte";
import { Outbox } from "./outbox.svelte";

/** The state of one account on one server. */
export class UserSession {
  /** The account; its name may change. */
  account: Account;
  /** The server that the posts are on. */
  readonly server: ServerLocation;
  /** The commands for this account, whichever one is shown by the time when they are called. */
  readonly commands: AccountCommands;
  /** What is to be said to this account alone. */
  readonly notices = new Notices(isPageCovered);
  readonly feedStore: FeedStore;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  /** Resolves when there is something to be shown. */
  readonly begun: Promise<void>;
  /** Whether it was shown before. */
  seen = false;

  /** With `cachedFirst` what was cached is shown before the server is asked. */
  constructor(
    commands: AccountCommands,
    account: Account,
    server: ServerLocation,
    reading: ScrollPosition[],
    cachedFirst: boolean,
  ) {
    this.account = $state.raw(account);
    this.server = server;
    this.commands = commands;
    this.feedStore = new FeedStore(account, reading, commands, this.notices, cachedFirst);
    this.drafts = new Drafts(commands, this.notices);
    this.outbox = new Outbox(commands, this.notices, this.feedStore.posts, this.drafts);
    void this.drafts.load();
    void this.outbox.load();
    this.begun = this.feedStore.begin();
  }

  /** Identifies the account. */
  get key(): AccountKey {
    return { server: this.server, account: this.account.id };
  }

  /** Takes in what the account is called now, here and at its posts. */
  rename(account: Account) {
    const isNew = account.display_name !== this.account.display_name;
    this.account = account;
    if (isNew) this.feedStore.posts.rename(account);
  }

  isOf({ server, account }: AccountKey): boolean {
    return this.account.id === account && isSameServer(this.server, server);
  }

  /** Brings to an end what is under way, because the reader leaves for good. */
  async finish(): Promise<void> {
    await Promise.all([this.drafts.flush(), this.feedStore.posts.deletions.finish()]);
  }
}

/** Holds the sessions of all accounts that were shown since the start. */
export class UserSessions {
  #all: UserSession[] = [];
  readonly #commands: Pick<Commands, "of">;

  constructor(commands: Pick<Commands, "of">) {
    this.#commands = commands;
  }

  /** Returns the session of an account, which begins where the account was the last time. */
  of(account: Account, server: ServerLocation, reading: ScrollPosition[]): UserSession {
    const key = { server, account: account.id };
    const known = this.find(key);
    if (known) return known;
    // The first one is there as soon as its server answers; from then on nobody waits for a server to switch.
    const cachedFirst = this.#all.length > 0;
    const session = new UserSession(this.#commands.of(key), account, server, reading, cachedFirst);
    this.#all.push(session);
    return session;
  }

  find(key: AccountKey): UserSession | undefined {
    return this.#all.find((session) => session.isOf(key));
  }

  /** Takes in live events of an account's server. */
  handleEvents({ account, events }: LiveEvents) {
    this.find(account)?.feedStore.handleEvents(events);
  }

  /** Takes in what the shell tells of an account's outbox. */
  handleOutbox(news: OutboxChange) {
    void this.find(news.account)?.outbox.handleNews(news);
  }

  async finish(): Promise<void> {
    await Promise.all(this.#all.map((session) => session.finish()));
  }

  /** The reader leaves an account on purpose. What they were writing is kept for when they come back. */
  end(key: AccountKey) {
    this.#all = this.#all.filter((session) => !session.isOf(key));
  }

  /** Lets go of accounts that are in the list no longer. */
  keep(listed: readonly AccountKey[]) {
    this.#all = this.#all.filter((session) => listed.some((key) => session.isOf(key)));
  }
}
