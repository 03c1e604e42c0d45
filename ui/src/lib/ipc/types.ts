// Generated from the Rust types in src-tauri/ by `make types`; a test fails when it is stale.

/** The author of a post, or who is signed in. */
export type Account = { id: number; email: string };

/** Where the API answers: the app's own server, or a deployment elsewhere. */
export type Place = { kind: "this_computer" } | { kind: "server"; address: string };

/** The closed set of ways a command can fail. */
export type ErrorCode =
  | "invalid" // what was entered does not pass; `fields` says where
  | "credentials" // address or password is wrong (sign-in)
  | "signed_out" // the session has ended: sign in again
  | "forbidden"
  | "conflict" // e.g. the address has an account already
  | "not_found" // e.g. the post was deleted meanwhile
  | "too_large"
  | "too_many" // rate limited: try later
  | "unreachable" // no answer: the server is away or the network is down
  | "server" // the server answered with an error of its own, or with what is not this API
  | "storage" // the disk is full, read-only or otherwise refuses
  | "database" // the app's own PostgreSQL does not start
  | "internal";

/** What a command rejects with. `message` is one or two full sentences for people: what happened and what to do. */
export type CommandError = { code: ErrorCode; message: string; fields: { [field: string]: string } };

export type Step = "find_database" | "create_database" | "start_database" | "migrate" | "serve" | "connect" | "restore_session";
export type StepState = "waiting" | "running" | "done" | "failed";
export type StepProgress = { step: Step; state: StepState };

export type Phase =
  | { kind: "choosing" } // no place chosen yet: the first screen asks
  | { kind: "starting"; steps: StepProgress[] }
  | { kind: "failed"; steps: StepProgress[]; error: CommandError }
  | { kind: "ready" };

/** Where a session is kept: in the OS keychain, or only until the app exits because no keychain works. */
export type SessionStore = "keychain" | "until_exit";

/** Where the reader was: the search, the post at the top of the window and its distance from the top in CSS pixels. */
export type ReadingPlace = { search: string; post: number | null; offset: number };

/** All that the window needs to know of the app at a moment; sent whole, as the event `status`, at every change. */
export type Status = {
  place: Place | null;
  phase: Phase;
  account: Account | null;
  session_store: SessionStore;
  /** A sentence to show above the sign-in form, e.g. that the session has ended. */
  notice: string | null;
  reading: ReadingPlace;
};

export type FeedPost = {
  id: number;
  title: string;
  content: string;
  published: boolean;
  /** RFC 3339 */
  created_at: string;
  author: Account;
  /** null: the server did not say (answers to writing a post): keep what is shown. */
  votes: number | null;
  /** null: this server does not tell whether I voted. */
  voted: boolean | null;
  mine: boolean;
};

/** `next` is opaque: hand it back as `page` to load more; null at the end. `newest_first` is false where the server does not promise an order. */
export type FeedPage = { posts: FeedPost[]; next: string | null; newest_first: boolean };

export type PostInput = { title: string; content: string; published: boolean };

/** `changed` is false when the server's state already was so (e.g. voted before in another window). */
export type VoteOutcome = { voted: boolean; changed: boolean };

export type LogTail = { path: string; text: string };
