// Generated from the Rust sources in src-tauri/ by `make types`; a test fails when it is stale.

/**
 * An account: the author of a post, or the one that is signed in.
 */
export type Account = { id: number, email: string, 
/**
 * The name to show instead of the address; none on servers without names.
 */
display_name?: string, };

/**
 * The location of a server.
 */
export type ServerLocation = { "kind": "this_computer" } | { "kind": "server", address: string, };

/**
 * An agreement of a person, for one server alone.
 */
export type Consent = { "kind": "certificate", fingerprint: string, } | { "kind": "plain_http" };

/**
 * Identifies an account among those of all servers.
 */
export type AccountKey = { server: ServerLocation, account: number, };

/**
 * The colour by which an account is told from others.
 */
export type Accent = "ember" | "moss" | "sea" | "sky" | "plum" | "rose";

/**
 * The state of an account, as far as it matters to whoever chooses one.
 */
export type AccountState = "connecting" | "online" | "offline" | "locked" | "signed_out" | "failed" | "off";

/**
 * An account in the list of those that are signed in.
 */
export type AccountEntry = { server: ServerLocation, account: Account, 
/**
 * The name that its owner gave it in this app.
 */
label: string | null, accent: Accent, state: AccountState, 
/**
 * The number of unread posts.
 */
unread: number, 
/**
 * The number of new votes on the account's posts, where they are counted: since it was shown last.
 */
votes: number, 
/**
 * The time at which its session expires, where that is known; RFC 3339.
 */
expires: string | null, };

/**
 * The code of a command's error.
 */
export type ErrorCode = "invalid" | "credentials" | "signed_out" | "forbidden" | "conflict" | "not_found" | "too_large" | "too_many" | "unreachable" | "server" | "storage" | "database" | "internal";

/**
 * A certificate, as far as it helps people to tell whose it is. All words are its own.
 */
export type CertificateDetails = { subject: string, issuer: string, 
/**
 * The names and addresses that it is for.
 */
names: Array<string>, not_before: string | null, not_after: string | null, 
/**
 * SHA-256, as `AB:CD:…`.
 */
fingerprint: string, };

/**
 * What can be done about a failed connection, by who knows the server.
 */
export type Remedy = { "kind": "certificate", certificate: CertificateDetails, can_trust: boolean, changed: boolean, } | { "kind": "plain_http", address: string, } | { "kind": "redirect", address: string, };

/**
 * Error of a command.
 */
export type CommandError = { code: ErrorCode, 
/**
 * The message, one or two full sentences for people.
 */
message: string, 
/**
 * The messages about single fields, for code `invalid`.
 */
fields: { [key in string]: string }, 
/**
 * What can be done about a failed connection to an entered address.
 */
remedy?: Remedy, 
/**
 * The id of the request that the server failed at, by which its log can be searched.
 */
request_id?: string, };

/**
 * A step of a connection attempt.
 */
export type Step = "find_database" | "create_database" | "start_database" | "migrate" | "serve" | "connect" | "restore_session";

/**
 * The state of a step.
 */
export type StepState = "waiting" | "running" | "done" | "failed";

/**
 * A step and its state.
 */
export type StepProgress = { step: Step, state: StepState, };

/**
 * The phase of the connection to a server location.
 */
export type Phase = { "kind": "choosing" } | { "kind": "starting", steps: Array<StepProgress>, } | { "kind": "failed", steps: Array<StepProgress>, error: CommandError, } | { "kind": "ready" } | { "kind": "off" };

/**
 * The storage of a session.
 */
export type SessionStore = "keychain" | "locked" | "silent" | "passphrase_file" | "passphrase_needed" | "until_exit";

/**
 * A list of posts.
 */
export type View = { "kind": "new" } | { "kind": "top" } | { "kind": "hot" } | { "kind": "mine" } | { "kind": "drafts" } | { "kind": "person" } & Account;

/**
 * The scroll position of the reader in a view: the search, the post at the top of the window, and its distance from
 * the top in CSS pixels.
 */
export type ScrollPosition = { view: View, search: string, post: number | null, offset: number, };

/**
 * The most characters (Unicode scalar values) of a post's texts.
 */
export type TextLimits = { title: number, content: number, };

/**
 * The features of a server beyond what every deployment has.
 */
export type Features = { 
/**
 * Management of one's account.
 */
account: boolean, 
/**
 * Names that people show instead of their addresses.
 */
display_names: boolean, 
/**
 * A list of one's drafts.
 */
drafts: boolean, 
/**
 * An event stream.
 */
events: boolean, 
/**
 * Idempotency keys: a post is written once, however often it is sent.
 */
idempotency: boolean, 
/**
 * A search for people.
 */
people_search: boolean, 
/**
 * A list of one's sessions, and their end.
 */
sessions: boolean, 
/**
 * Orders of posts by votes.
 */
sort: boolean, 
/**
 * A search for words of titles and texts.
 */
text_search: boolean, 
/**
 * A list of one person's posts.
 */
user_posts: boolean, 
/**
 * The longest texts that it takes; none where it does not tell.
 */
text_limits: TextLimits | null, };

/**
 * Light, dark, or as the desktop is.
 */
export type Theme = "light" | "dark" | "system";

/**
 * The language of the app, or that of the desktop where the app speaks it.
 */
export type Language = "system" | "en" | "ar";

/**
 * The spacing of the interface.
 */
export type Density = "comfortable" | "compact";

/**
 * Stronger colours and edges, or as the desktop asks.
 */
export type Contrast = "system" | "more";

/**
 * What a finding means for who uses the server.
 */
export type Verdict = "good" | "warning" | "bad" | "neutral";

/**
 * A finding.
 */
export type CheckRow = { 
/**
 * The name of the row, the same for each server.
 */
id: string, label: string, value: string, verdict: Verdict, };

/**
 * What a check of a server finds.
 */
export type ServerCheck = { server: ServerLocation, rows: Array<CheckRow>, };

/**
 * The preferences, as a whole: the window is told all of them, and sends all of them to change one.
 */
export type Preferences = { theme: Theme, language: Language, density: Density, text_size: 50 | 75 | 100 | 125 | 150 | 175 | 200 | 250 | 300, contrast: Contrast, 
/**
 * True where posts come a page at a time, when asked for, and all stay on the page: as screen readers need it.
 */
paged: boolean, 
/**
 * True where the window is without its menu bar.
 */
hide_menu_bar: boolean, 
/**
 * True where the desktop notifies of votes on one's posts.
 */
notifications: boolean, 
/**
 * True where closing the window leaves the app in the tray.
 */
keep_in_tray: boolean, };

/**
 * A destination that the app can be asked for from outside the window: by an address, the tray or a notification.
 */
export type Destination = { "kind": "post", id: number, server: ServerLocation | null, } | { "kind": "composer" } | { "kind": "newest" } | { "kind": "mine" } | { "kind": "unsupported" };

/**
 * The state of the connection to the server.
 */
export type Connection = { "kind": "online" } | { "kind": "connecting" } | { "kind": "offline", since: string, insecure: boolean, } | { "kind": "locked" };

/**
 * The language of the app and its locale: the shell alone decides, so that the window says nothing in another one.
 */
export type LocaleInfo = { language: "en" | "ar", 
/**
 * The locale of dates and numbers, as `Intl` takes it.
 */
locale: string, };

/**
 * The status of the app, sent as the event `status`. What is said of a server or an account is of the one that the window
 * shows, and follows from the fields that are not sent: see [`Status::update`].
 */
export type Status = { 
/**
 * The accounts that are signed in, in the order of their owner.
 */
accounts: Array<AccountEntry>, 
/**
 * True where the server of this computer is turned off.
 */
local_off: boolean, server: ServerLocation | null, 
/**
 * The address of a server that was entered last.
 */
address: string, 
/**
 * True where there is a way back from the choice of a server or from a sign-in form.
 */
can_return: boolean, 
/**
 * The addresses of the servers elsewhere that were used last, the newest first.
 */
recent_servers: Array<string>, 
/**
 * True where the server is this computer's and nobody has an account there yet.
 */
first_account: boolean, 
/**
 * True where posts of the server show their pictures without being asked.
 */
show_pictures: boolean, phase: Phase, connection: Connection, account: Account | null, 
/**
 * The account that has to sign in again, where that is the one that is shown.
 */
ended_account: Account | null, session_store: SessionStore, 
/**
 * A sentence to show above the sign-in form, e.g. that the session has ended.
 */
notice: string | null, features: Features, 
/**
 * The scroll positions of the reader in each view, the last one first.
 */
scroll_positions: Array<ScrollPosition>, 
/**
 * The destination that was asked for from outside, until the window has shown it.
 */
pending_destination: Destination | null, preferences: Preferences, locale: LocaleInfo, };

/**
 * A part of a text that matches, or of what is between.
 */
export type FoundPart = { text: string, is_match: boolean, };

/**
 * Where the words of a search are in a post. Each text is in parts, one behind the other.
 */
export type Found = { title: Array<FoundPart>, 
/**
 * A few words of the content around a match; empty where there is none near its beginning.
 */
excerpt: Array<FoundPart>, };

/**
 * The number of posts that a search finds.
 */
export type SearchCount = { posts: number, 
/**
 * True where there are more.
 */
more: boolean, };

/**
 * A post, and what it is to the reader.
 */
export type FeedPost = { id: number, title: string, content: string, published: boolean, 
/**
 * RFC 3339.
 */
created_at: string, 
/**
 * The time of the last change of the words since it was published; RFC 3339. None where there was none, and on servers
 * that do not tell.
 */
edited_at?: string, author: Account, 
/**
 * null: the server did not say; keep what is shown.
 */
votes: number | null, 
/**
 * null: this server does not tell whether the reader voted.
 */
voted: boolean | null, mine: boolean, 
/**
 * Where the words of a search are in it; only on a page that was searched for words.
 */
found?: Found, };

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
 * The time of the server's answer, where the server is away now and this is from the cache; RFC 3339.
 */
as_of: string | null, 
/**
 * True where the search was for words of titles and texts; false where it was for a part of the titles.
 */
in_texts: boolean, 
/**
 * The number of posts that the search finds; null behind the first page, and on servers that do not tell.
 */
count: SearchCount | null, };

/**
 * An event of the server.
 */
export type LiveEvent = { "kind": "reset" } | { "kind": "created", post: number, owner: number, } | { "kind": "changed", post: number, } | { "kind": "deleted", post: number, } | { "kind": "voted", post: number, owner: number, votes: number, };

/**
 * Events of an account's server, sent as the event `live`.
 */
export type LiveEvents = { account: AccountKey, events: Array<LiveEvent>, };

/**
 * A post as it is written.
 */
export type PostInput = { title: string, content: string, published: boolean, };

/**
 * The outcome of a vote.
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
 * The code with which the server refused it; it is then the author's turn.
 */
refused: ErrorCode | null, 
/**
 * True where it may have arrived, so that it cannot be taken back.
 */
unsure: boolean, };

/**
 * The entries that wait to be sent.
 */
export type OutboxContents = { 
/**
 * The first of the posts: those that the server refuses, then the others, the one written last on top.
 */
posts: Array<OutboxPost>, 
/**
 * The number of all posts.
 */
total: number, 
/**
 * The number of all posts that the server refuses.
 */
refused: number, 
/**
 * The posts whose votes wait.
 */
votes: Array<number>, 
/**
 * The folder of a file that could not be read; told once.
 */
unreadable: string | null, };

/**
 * A change of the outbox, sent as the event `outbox`.
 */
export type OutboxChange = { 
/**
 * The account whose outbox it is.
 */
account: AccountKey, 
/**
 * A post that the server has from now on.
 */
sent: FeedPost | null, 
/**
 * True where a vote was dropped, because its post is gone.
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
 * The path of the whole log.
 */
path: string, text: string, };

/**
 * The features of this desktop, and whether it starts the app.
 */
export type Desktop = { 
/**
 * True where it shows icons in a tray.
 */
tray: boolean, 
/**
 * True where it shows notifications.
 */
notifications: boolean, 
/**
 * True where it starts the app at login; null where the app cannot ask for that.
 */
launch_at_login: boolean | null, };

/**
 * The versions of the parts of the app, and its data directory.
 */
export type About = { version: string, tauri: string, webview: string, data_dir: string, };

/**
 * The account as its owner sees it.
 */
export type AccountDetails = { email: string, 
/**
 * RFC 3339.
 */
created_at: string, phone_number: string | null, display_name: string | null, };

/**
 * A session of the account, at this computer or elsewhere.
 */
export type AccountSession = { id: string, 
/**
 * RFC 3339.
 */
created_at: string, 
/**
 * RFC 3339, to a minute or so.
 */
last_seen_at: string, 
/**
 * What its app calls itself.
 */
device: string | null, 
/**
 * The IP address that it was last used from.
 */
address: string | null, 
/**
 * True for the session of this app.
 */
current: boolean, };

/**
 * The format of an export.
 */
export type ExportFormat = "json" | "markdown";

/**
 * An edit of the text that has the focus.
 */
export type TextEdit = "undo" | "redo" | "cut" | "copy" | "paste" | "select_all";

/**
 * A line of the context menu. What it does is known to the page, by its id.
 */
export type ContextMenuLine = { id: string, text: string, };

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
 * The post before the change; null for a new post.
 */
original: Original | null, };
