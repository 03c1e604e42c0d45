// Fakes of the shell: test data, commands with given answers, and answers that come when the test says.
import type {
  Account,
  AccountCommands,
  AccountEntry,
  AccountSession,
  Commands,
  ErrorCode,
  FeedPage,
  FeedPost,
  Preferences,
  Status,
  OutboxContents,
  OutboxPost,
} from "$lib/ipc";
import { Failure } from "$lib/ipc";

export const me = { id: 1, email: "ada@example.org" };
export const someone = { id: 2, email: "grace@example.org" };

/** An account in the list of those that are signed in. */
export function anEntry(account: Account, fields: Partial<AccountEntry> = {}): AccountEntry {
  return {
    server: { kind: "this_computer" },
    account,
    label: null,
    accent: "ember",
    state: "online",
    unread: 0,
    votes: 0,
    expires: null,
    ...fields,
  };
}

export function aPost(id: number, fields: Partial<FeedPost> = {}): FeedPost {
  return {
    id,
    title: `Title ${id}`,
    content: `Content ${id}`,
    published: true,
    created_at: "2026-01-02T03:04:05.678901Z",
    author: someone,
    votes: 0,
    voted: false,
    mine: false,
    ...fields,
  };
}

export function aPage(posts: FeedPost[], next: string | null = null): FeedPage {
  return { posts, next, ordered: true, as_of: null, in_texts: false, count: null };
}

export function anOutboxPost(title: string, fields: Partial<OutboxPost> = {}): OutboxPost {
  return { id: title, title, content: "Words", published: true, refused: null, unsure: false, ...fields };
}

/** A session of the account, elsewhere unless the fields say otherwise. */
export function aSession(id: string, fields: Partial<AccountSession> = {}): AccountSession {
  return {
    id,
    created_at: "2026-01-02T03:04:05.678901Z",
    last_seen_at: "2026-01-03T03:04:05.678901Z",
    device: null,
    address: null,
    current: false,
    ...fields,
  };
}

/** An outbox; complete, unless the fields say that there is more. */
export function anOutbox(posts: OutboxPost[], fields: Partial<OutboxContents> = {}): OutboxContents {
  const refused = posts.filter((post) => post.refused !== null).length;
  return { posts, total: posts.length, refused, votes: [], unreadable: null, ...fields };
}

/** The default preferences. */
export const thePreferences: Preferences = {
  theme: "system",
  language: "system",
  density: "comfortable",
  text_size: 100,
  contrast: "system",
  paged: false,
  hide_menu_bar: false,
  notifications: false,
  keep_in_tray: false,
};

export function aStatus(fields: Partial<Status> = {}): Status {
  return {
    accounts: [anEntry(fields.account ?? me, { server: fields.server ?? { kind: "this_computer" } })],
    local_off: false,
    server: { kind: "this_computer" },
    address: "",
    can_return: false,
    ended_account: null,
    recent_servers: [],
    first_account: false,
    show_pictures: false,
    phase: { kind: "ready" },
    connection: { kind: "online" },
    account: me,
    session_store: "keychain",
    notice: null,
    features: {
      account: true,
      display_names: true,
      drafts: true,
      events: true,
      idempotency: true,
      people_search: true,
      sessions: true,
      sort: true,
      text_search: true,
      user_posts: true,
      text_limits: { title: 300, content: 100_000 },
    },
    scroll_positions: [],
    pending_destination: null,
    preferences: thePreferences,
    locale: { language: "en", locale: "en-US" },
    ...fields,
  };
}

export function aFailure(
  code: ErrorCode,
  message = "It failed.",
  fields: Record<string, string> = {},
): Failure {
  return new Failure({ code, message, fields });
}

/** The commands of the app, and those of an account, whichever it is. */
export type AllCommands = Commands & AccountCommands;

/** All commands; those that a test does not name reject. */
export function commandsWith(some: Partial<AllCommands>): AllCommands {
  const unexpected = (name: string) => () => Promise.reject(new Error(`${name} was not expected`));
  const all: AllCommands = {
    of: () => all,
    switchAccount: unexpected("switchAccount"),
    addAccount: unexpected("addAccount"),
    signInAgain: unexpected("signInAgain"),
    labelAccount: unexpected("labelAccount"),
    setAccountAccent: unexpected("setAccountAccent"),
    moveAccount: unexpected("moveAccount"),
    signOutAll: unexpected("signOutAll"),
    turnLocalServer: unexpected("turnLocalServer"),
    cachedFeed: () => Promise.resolve(null),
    status: unexpected("status"),
    checkServer: unexpected("checkServer"),
    chooseServer: unexpected("chooseServer"),
    protectSessions: unexpected("protectSessions"),
    unlockSessions: unexpected("unlockSessions"),
    changeServer: unexpected("changeServer"),
    returnToPrevious: unexpected("returnToPrevious"),
    forgetServer: unexpected("forgetServer"),
    retry: unexpected("retry"),
    unlockKeychain: unexpected("unlockKeychain"),
    log: unexpected("log"),
    signUp: unexpected("signUp"),
    signIn: unexpected("signIn"),
    signOut: unexpected("signOut"),
    feed: unexpected("feed"),
    searchPeople: () => Promise.resolve([]),
    post: unexpected("post"),
    createPost: unexpected("createPost"),
    updatePost: unexpected("updatePost"),
    deletePost: unexpected("deletePost"),
    vote: unexpected("vote"),
    outbox: () => Promise.resolve(anOutbox([])),
    takeBack: unexpected("takeBack"),
    reconnect: () => Promise.resolve(null),
    openLink: unexpected("openLink"),
    about: unexpected("about"),
    setPreferences: unexpected("setPreferences"),
    accountDetails: unexpected("accountDetails"),
    setDisplayName: unexpected("setDisplayName"),
    setPhoneNumber: unexpected("setPhoneNumber"),
    changePassword: unexpected("changePassword"),
    deleteAccount: unexpected("deleteAccount"),
    sessions: () => Promise.resolve([aSession("here", { current: true })]),
    endSession: unexpected("endSession"),
    endOtherSessions: unexpected("endOtherSessions"),
    exportData: unexpected("exportData"),
    showExport: unexpected("showExport"),
    setShowPictures: unexpected("setShowPictures"),
    toggleFullScreen: unexpected("toggleFullScreen"),
    cancelExport: unexpected("cancelExport"),
    drafts: () => Promise.resolve([]),
    saveDraft: () => Promise.resolve(null),
    discardDraft: () => Promise.resolve(null),
    closed: unexpected("closed"),
    quit: unexpected("quit"),
    closeWindow: unexpected("closeWindow"),
    showMenu: () => Promise.resolve(),
    offerContextMenu: () => undefined,
    printPage: unexpected("printPage"),
    isFullScreen: () => Promise.resolve(false),
    hideMenuBar: () => Promise.resolve(null),
    showEditKeys: () => Promise.resolve(null),
    editText: unexpected("editText"),
    logPageFault: unexpected("logPageFault"),
    saveScrollPosition: () => Promise.resolve(null),
    linkShown: () => Promise.resolve(null),
    markSeen: () => Promise.resolve(null),
    desktop: () => Promise.resolve({ tray: true, notifications: true, launch_at_login: false }),
    setLaunchAtLogin: unexpected("setLaunchAtLogin"),
    ...some,
  };
  return all;
}

/** Calls that stay pending until the test answers them, in any order. */
export class Waiting<Args extends unknown[], Answer> {
  readonly calls: { args: Args; answer: (answer: Answer) => void; refuse: (error: Error) => void }[] = [];

  readonly call = (...args: Args): Promise<Answer> =>
    new Promise((answer, refuse) => {
      this.calls.push({ args, answer, refuse });
    });

  at(index: number) {
    const call = this.calls[index];
    if (call === undefined) throw new Error(`there was no call ${index}`);
    return call;
  }
}

/** Resolves once everything that waits for an available answer has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
