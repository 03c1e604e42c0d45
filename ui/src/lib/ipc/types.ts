// Generated from the Rust sources in src-tauri/ by `make types`; a test fails when it is stale.

/**
 * The author of a post, or who is signed in.
 */
export type Account = { id: number, email: string, };

/**
 * Where the API answers.
 */
export type ServerLocation = { "kind": "this_computer" } | { "kind": "server", address: string, };

/**
 * The ways a command can fail.
 */
export type ErrorCode = "invalid" | "credentials" | "signed_out" | "forbidden" | "conflict" | "not_found" | "too_large" | "too_many" | "unreachable" | "server" | "storage" | "database" | "internal";

/**
 * What a command rejects with.
 */
export type CommandError = { code: ErrorCode, 
/**
 * One or two full sentences for people.
 */
message: string, 
/**
 * What is wrong with single fields, for code `invalid`.
 */
fields: { [key in string]: string }, };

/**
 * What is done on the way to a place.
 */
export type Step = "find_database" | "create_database" | "start_database" | "migrate" | "serve" | "connect" | "restore_session";

/**
 * How far a step is.
 */
export type StepState = "waiting" | "running" | "done" | "failed";

/**
 * A step and how far it is.
 */
export type StepProgress = { step: Step, state: StepState, };

/**
 * Where the app is between choosing a place and being there.
 */
export type Phase = { "kind": "choosing" } | { "kind": "starting", steps: Array<StepProgress>, } | { "kind": "failed", steps: Array<StepProgress>, error: CommandError, } | { "kind": "ready" };

/**
 * Where a session is kept.
 */
export type SessionStore = "keychain" | "locked" | "silent" | "until_exit";

/**
 * A list of posts.
 */
export type View = { "kind": "new" } | { "kind": "top" } | { "kind": "hot" } | { "kind": "mine" } | { "kind": "drafts" } | { "kind": "person" } & Account;

/**
 * Where the reader was in a view: the search, the post at the top of the window, and its distance from the top in
 * CSS pixels.
 */
export type ScrollPosition = { view: View, search: string, post: number | null, offset: number, };

/**
 * What the place offers beyond what every deployment does.
 */
export type Features = { 
/**
 * To look after one's account.
 */
account: boolean, 
/**
 * A list of one's drafts.
 */
drafts: boolean, 
/**
 * To tell of what happens while it happens.
 */
events: boolean, 
/**
 * To write a post once, however often it is sent.
 */
idempotency: boolean, 
/**
 * Posts by votes.
 */
sort: boolean, 
/**
 * A list of one person's posts.
 */
user_posts: boolean, };

/**
 * Light, dark, or as the desktop is.
 */
export type Theme = "light" | "dark" | "system";

/**
 * The language of the app, or that of the desktop where the app speaks it.
 */
export type Language = "system" | "en" | "ar";

/**
 * How much room there is between things.
 */
export type Density = "comfortable" | "compact";

/**
 * Stronger colours and edges, or as the desktop asks.
 */
export type Contrast = "system" | "more";

/**
 * All of it: the window is told the whole, and says the whole to change it.
 */
export type Preferences = { theme: Theme, language: Language, density: Density, text_size: 100 | 125 | 150 | 200, contrast: Contrast, 
/**
 * Posts come a page at a time, when asked for, and all stay on the page: as screen readers need it.
 */
paged: boolean, 
/**
 * The window is without its menu bar.
 */
hide_menu_bar: boolean, 
/**
 * The desktop tells of votes on one's posts.
 */
notifications: boolean, 
/**
 * Closing the window leaves the app in the tray.
 */
keep_in_tray: boolean, };

/**
 * Where people can be brought from outside the window: by an address, the tray or a notification.
 */
export type Destination = { "kind": "post", id: number, place: ServerLocation | null, } | { "kind": "composer" } | { "kind": "newest" } | { "kind": "mine" };

/**
 * Whether the place answers.
 */
export type Connection = { "kind": "online" } | { "kind": "offline", since: string, } | { "kind": "locked" };

/**
 * In which language everything is said: the shell alone decides, so that the window says nothing in another one.
 */
export type LocaleInfo = { language: "en" | "ar", 
/**
 * By whose customs dates and numbers are written, as `Intl` takes it.
 */
locale: string, };

/**
 * All that the window needs to know, sent as the event `status`.
 */
export type Status = { place: ServerLocation | null, 
/**
 * The address of a server that was entered last.
 */
address: string, phase: Phase, connection: Connection, account: Account | null, session_store: SessionStore, 
/**
 * A sentence to show above the sign-in form, e.g. that the session has ended.
 */
notice: string | null, features: Features, 
/**
 * Where the reader was in each view, the last one first.
 */
reading: Array<ScrollPosition>, 
/**
 * Where somebody asked from outside to be brought, until the window has shown it.
 */
link: Destination | null, preferences: Preferences, speech: LocaleInfo, };

/**
 * A post, and what it is to the reader.
 */
export type FeedPost = { id: number, title: string, content: string, published: boolean, 
/**
 * RFC 3339.
 */
created_at: string, author: Account, 
/**
 * null: the server did not say; keep what is shown.
 */
votes: number | null, 
/**
 * null: this server does not tell whether the reader voted.
 */
voted: boolean | null, mine: boolean, };

/**
 * A page of the feed.
 */
export type FeedPage = { posts: Array<FeedPost>, 
/**
 * Opaque: hand it back as `page` to load more; null at the end.
 */
next: string | null, 
/**
 * False where the server does not promise the view's order.
 */
ordered: boolean, 
/**
 * When the server said so, where it is away now and this is what was loaded then; RFC 3339.
 */
as_of: string | null, };

/**
 * Something that happened.
 */
export type LiveEvent = { "kind": "reset" } | { "kind": "created", post: number, owner: number, } | { "kind": "changed", post: number, } | { "kind": "deleted", post: number, } | { "kind": "voted", post: number, owner: number, votes: number, };

/**
 * A post as it is written.
 */
export type PostInput = { title: string, content: string, published: boolean, };

/**
 * What became of a vote.
 */
export type VoteOutcome = { voted: boolean, 
/**
 * False where the server had it so already, e.g. from another window.
 */
changed: boolean, };

/**
 * A post that waits.
 */
export type OutboxPost = { id: string, title: string, content: string, published: boolean, 
/**
 * Why the server does not take it; it is then the author's turn.
 */
refused: ErrorCode | null, 
/**
 * It may have arrived, so it cannot be taken back.
 */
unsure: boolean, };

/**
 * What waits to be sent.
 */
export type OutboxContents = { 
/**
 * Some of the posts: first those that the server does not take, then the others, the one written last on top.
 */
posts: Array<OutboxPost>, 
/**
 * How many posts there are in all.
 */
total: number, 
/**
 * How many of all the server does not take.
 */
refused: number, 
/**
 * The posts whose votes wait.
 */
votes: Array<number>, 
/**
 * Where something was put that could not be read; told once.
 */
unreadable: string | null, };

/**
 * What waits to be sent is another than before; sent as the event `outbox`.
 */
export type OutboxChange = { 
/**
 * A post that the server has from now on.
 */
sent: FeedPost | null, 
/**
 * A vote was dropped: its post is gone.
 */
dropped_vote: boolean, };

/**
 * The text of a file, or why there is none.
 */
export type DroppedContent = { "kind": "text", text: string, } | { "kind": "picture" } | { "kind": "too_long" } | { "kind": "no_text" } | { "kind": "unreadable" };

/**
 * A file, and its text or why there is none.
 */
export type DroppedFile = { name: string, content: DroppedContent, };

/**
 * The end of the log.
 */
export type LogTail = { 
/**
 * Where the whole log is.
 */
path: string, text: string, };

/**
 * What this desktop offers, and whether it starts the app.
 */
export type Desktop = { 
/**
 * It shows icons in a tray.
 */
tray: boolean, 
/**
 * It shows notifications.
 */
notifications: boolean, 
/**
 * It starts the app at login; null where the app cannot ask for that.
 */
launch_at_login: boolean | null, };

/**
 * What the app is made of, and where it keeps things.
 */
export type About = { version: string, tauri: string, webview: string, data_dir: string, };

/**
 * The account as its owner sees it.
 */
export type AccountDetails = { email: string, 
/**
 * RFC 3339.
 */
created_at: string, phone_number: string | null, };

/**
 * What the file is for.
 */
export type ExportFormat = "json" | "markdown";

/**
 * What can be done to the text that has the focus.
 */
export type TextEdit = "undo" | "redo" | "cut" | "copy" | "paste" | "select_all";

/**
 * A post as its author found it when the change began.
 */
export type Original = { title: string, content: string, published: boolean, };

/**
 * A text that is not sent yet.
 */
export type StoredDraft = { 
/**
 * The post that is changed; null for a new one.
 */
post: number | null, title: string, content: string, 
/**
 * null for a new post.
 */
original: Original | null, };

/**
 * Whose text it is, and where.
 */
export type DraftOwner = { place: ServerLocation, account: number, };
