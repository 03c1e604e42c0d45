// Generated from the Rust sources in src-tauri/ by `make types`; a test fails when it is stale.
import { call } from "./call";
import type { About, Account, AccountDetails, AccountSession, Desktop, DraftOwner, ExportFormat, FeedPage, FeedPost, LogTail, OutboxContents, PostInput, Preferences, ScrollPosition, ServerLocation, Status, StoredDraft, TextEdit, View, VoteOutcome } from "./types";

/** Tells what the app is made of, and where it keeps things. */
export const about = () => call<About>("about");

/** Reads one's own account, where the server lets people look after it. */
export const account = () => call<AccountDetails>("account");

/** Cancels the exports that run. */
export const cancelExport = () => call<null>("cancel_export");

/** Changes the password of the account, and goes on with the new session. */
export const changePassword = (current: string, new_: string) => call<null>("change_password", { current, new: new_ });

/** Goes back to choosing a server. */
export const changeServer = () => call<null>("change_server");

/** Chooses a server, and connects to it. */
export const chooseServer = (server: ServerLocation) => call<null>("choose_server", { server });

/** Closes the window as its close button does. */
export const closeWindow = () => call<null>("close_window");

/** Ends the app after the window has finished what it was at. */
export const closed = () => call<null>("closed");

/** Writes a post; null where it waits until the server is back. */
export const createPost = (post: PostInput) => call<FeedPost | null>("create_post", { post });

/** Deletes the account, its session and its drafts. */
export const deleteAccount = (password: string) => call<null>("delete_account", { password });

/** Deletes one's own post. */
export const deletePost = (id: number) => call<null>("delete_post", { id });

/** Tells what this desktop offers, and whether it starts the app. */
export const desktop = () => call<Desktop>("desktop");

/** Discards the draft of a post, or of a new one. */
export const discardDraft = (owner: DraftOwner, post: number | null) => call<null>("discard_draft", { owner, post });

/** Reads an account's drafts. */
export const drafts = (owner: DraftOwner) => call<Array<StoredDraft>>("drafts", { owner });

/** Edits the text that has the focus, as a page may not do by itself. */
export const editText = (edit: TextEdit) => call<null>("edit_text", { edit });

/** Ends all sessions of the account but that of this app. */
export const endOtherSessions = () => call<null>("end_other_sessions");

/** Ends a session of the account; one that has ended already is no error. */
export const endSession = (id: string) => call<null>("end_session", { id });

/**
 * Asks where to, writes all of the account's data into that file, and answers where it is; null where there is none:
 * no file was chosen, or the export was cancelled.
 */
export const exportData = (format: ExportFormat) => call<string | null>("export_data", { format });

/**
 * Reads a page of the posts of a view that `search` finds: by the words of titles and texts where the server can, else by a part
 * of the titles.
 * `page` is the `next` of the page before, or null for the first.
 */
export const feed = (view: View, search: string, page: string | null) => call<FeedPage>("feed", { view, search, page });

/** Removes a server from those that were used last. Its saved session stays. */
export const forgetServer = (address: string) => call<null>("forget_server", { address });

/** Hides the menu bar: one that was filled anew is shown. */
export const hideMenuBar = () => call<null>("hide_menu_bar");

/** Tells whether the window fills the screen. */
export const isFullScreen = () => call<boolean>("is_full_screen");

/** Clears the destination that the window was asked for and has shown. */
export const linkShown = () => call<null>("link_shown");

/** Reads the end of the log. */
export const log = () => call<LogTail>("log");

/** Logs an error that the page did not catch. */
export const logPageFault = (fault: string) => call<null>("log_page_fault", { fault });

/** Marks the posts of the feed up to the newest as seen. */
export const markSeen = (newest: number) => call<null>("mark_seen", { newest });

/** Opens an address of the web or of mail in the program that the reader has for it. */
export const openLink = (url: string) => call<null>("open_link", { url });

/** Reads the outbox, with so many posts at most. */
export const outbox = (most: number) => call<OutboxContents>("outbox", { most });

/** Reads one post. */
export const post = (id: number) => call<FeedPost>("post", { id });

/** Asks how to print the page, and prints it. */
export const printPage = () => call<null>("print_page");

/** Ends the app, whatever closing its window would do. */
export const quit = () => call<null>("quit");

/** Tries at once whether the server is back. */
export const reconnect = () => call<null>("reconnect");

/** Tries the failed start again. */
export const retry = () => call<null>("retry");

/** Returns from choosing a server to the one that was left. */
export const returnToPreviousServer = () => call<null>("return_to_previous_server");

/** Saves a draft on this computer. */
export const saveDraft = (owner: DraftOwner, draft: StoredDraft) => call<null>("save_draft", { owner, draft });

/** Saves the scroll position for the next start. */
export const saveScrollPosition = (position: ScrollPosition) => call<null>("save_scroll_position", { position });

/** Searches people by name and address; none where the server cannot. */
export const searchPeople = (search: string) => call<Array<Account>>("search_people", { search });

/** Lists where the account is signed in. */
export const sessions = () => call<Array<AccountSession>>("sessions");

/** Sets or removes the name that others see. */
export const setDisplayName = (name: string | null) => call<AccountDetails>("set_display_name", { name });

/** Has the desktop start the app at login, or not. */
export const setLaunchAtLogin = (on: boolean) => call<null>("set_launch_at_login", { on });

/** Sets or removes the phone number of the account. */
export const setPhoneNumber = (number: string | null) => call<AccountDetails>("set_phone_number", { number });

/** Saves the preferences, and applies them to the window; the status repeats them. */
export const setPreferences = (preferences: Preferences) => call<null>("set_preferences", { preferences });

/** Lets posts of this server show their pictures without being asked, or no longer. */
export const setShowPictures = (on: boolean) => call<null>("set_show_pictures", { on });

/** Shows the keys of the edit menu. */
export const showEditKeys = () => call<null>("show_edit_keys");

/** Shows the file of the last export in the desktop's file manager; where that cannot select a file, its folder. */
export const showExport = () => call<null>("show_export");

/** Signs in to an account. */
export const signIn = (email: string, password: string) => call<null>("sign_in", { email, password });

/** Signs out of the account. */
export const signOut = () => call<null>("sign_out");

/** Creates an account, and signs in to it. */
export const signUp = (email: string, password: string) => call<null>("sign_up", { email, password });

/** Reads the state of the app: the phase, the account, the connection and the preferences. */
export const status = () => call<Status>("status");

/** Takes a post out of the outbox; where its author wants to go on with it, it becomes a draft before. */
export const takeBack = (id: string, edit: boolean) => call<PostInput>("take_back", { id, edit });

/** Lets the window fill the screen, or no longer. */
export const toggleFullScreen = () => call<null>("toggle_full_screen");

/** Has the system ask for the password of the keychain. */
export const unlockKeychain = () => call<null>("unlock_keychain");

/** Changes one's own post. */
export const updatePost = (id: number, post: PostInput) => call<FeedPost>("update_post", { id, post });

/** Votes for a post, or takes the vote back. */
export const vote = (id: number, up: boolean) => call<VoteOutcome>("vote", { id, up });
