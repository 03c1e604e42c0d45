// Generated from the Rust sources in src-tauri/ by `make types`; a test fails when it is stale.
import { call } from "./call";
import type { About, Accent, Account, AccountDetails, AccountKey, AccountSession, Consent, Desktop, ExportFormat, FeedPage, FeedPost, LogTail, OutboxContents, PostInput, Preferences, ScrollPosition, ServerCheck, ServerLocation, Status, StoredDraft, TextEdit, View, VoteOutcome } from "./types";

/** Tells what the app is made of, and where it keeps things. */
export const about = () => call<About>("about");

/** Goes to the choice of a server for another account. */
export const addAccount = () => call<null>("add_account");

/** Goes to the choice of a server. */
export const changeServer = () => call<null>("change_server");

/** Checks a server: what it supports, how it is reached and how fast it answers. */
export const checkServer = (server: ServerLocation) => call<ServerCheck>("check_server", { server });

/**
 * Chooses a server, and connects to it. `consent` is what a person has agreed to after an earlier attempt, which told what
 * can be agreed to.
 */
export const chooseServer = (server: ServerLocation, consent: Consent | null) => call<null>("choose_server", { server, consent });

/** Closes the window as its close button does. */
export const closeWindow = () => call<null>("close_window");

/** Ends the app after the window has finished what it was at. */
export const closed = () => call<null>("closed");

/** Tells what this desktop offers, and whether it starts the app. */
export const desktop = () => call<Desktop>("desktop");

/** Edits the text that has the focus, as a page may not do by itself. */
export const editText = (edit: TextEdit) => call<null>("edit_text", { edit });

/** Removes a server from those that were used last. Its saved session stays. */
export const forgetServer = (address: string) => call<null>("forget_server", { address });

/** Hides the menu bar: one that was filled anew is shown. */
export const hideMenuBar = () => call<null>("hide_menu_bar");

/** Tells whether the window fills the screen. */
export const isFullScreen = () => call<boolean>("is_full_screen");

/** Gives an account a name of its owner's, in this app alone; an empty one takes it away. */
export const labelAccount = (key: AccountKey, label: string) => call<null>("label_account", { key, label });

/** Clears the destination that the window was asked for and has shown. */
export const linkShown = () => call<null>("link_shown");

/** Reads the end of the log. */
export const log = () => call<LogTail>("log");

/** Logs an error that the page did not catch. */
export const logPageFault = (fault: string) => call<null>("log_page_fault", { fault });

/** Moves an account to a position in the list, counted from 0. */
export const moveAccount = (key: AccountKey, position: number) => call<null>("move_account", { key, position });

/** Opens an address of the web or of mail in the program that the reader has for it. */
export const openLink = (url: string) => call<null>("open_link", { url });

/** Asks how to print the page, and prints it. */
export const printPage = () => call<null>("print_page");

/** Keeps sessions in a file under this passphrase, where no keychain works. */
export const protectSessions = (passphrase: string) => call<null>("protect_sessions", { passphrase });

/** Ends the app, whatever closing its window would do. */
export const quit = () => call<null>("quit");

/** Tries at once whether the servers that are away are back. */
export const reconnect = () => call<null>("reconnect");

/** Tries the failed start again. */
export const retry = () => call<null>("retry");

/** Returns from the choice of a server, or from a sign-in form, to where one was before. */
export const returnToPrevious = () => call<null>("return_to_previous");

/** Gives an account a colour, in this app alone. */
export const setAccountAccent = (key: AccountKey, accent: Accent) => call<null>("set_account_accent", { key, accent });

/** Has the desktop start the app at login, or not. */
export const setLaunchAtLogin = (on: boolean) => call<null>("set_launch_at_login", { on });

/** Saves the preferences, and applies them to the window; the status repeats them. */
export const setPreferences = (preferences: Preferences) => call<null>("set_preferences", { preferences });

/** Shows the keys of the edit menu. */
export const showEditKeys = () => call<null>("show_edit_keys");

/** Shows the file of the last export in the desktop's file manager; where that cannot select a file, its folder. */
export const showExport = () => call<null>("show_export");

/** Signs in to an account of the server that is shown. */
export const signIn = (server: ServerLocation, email: string, password: string) => call<null>("sign_in", { server, email, password });

/** Signs in to an account once more, before its session expires. */
export const signInAgain = (key: AccountKey, password: string) => call<null>("sign_in_again", { key, password });

/** Signs out of an account, and removes it from the list. */
export const signOut = (key: AccountKey) => call<null>("sign_out", { key });

/** Signs out of all accounts. */
export const signOutAll = () => call<null>("sign_out_all");

/** Creates an account at the server that is shown, and signs in to it. */
export const signUp = (server: ServerLocation, email: string, password: string) => call<null>("sign_up", { server, email, password });

/** Reads the state of the app: the phase, the account, the connection and the preferences. */
export const status = () => call<Status>("status");

/** Shows an account. */
export const switchAccount = (key: AccountKey) => call<null>("switch_account", { key });

/** Lets the window fill the screen, or no longer. */
export const toggleFullScreen = () => call<null>("toggle_full_screen");

/** Turns the server of this computer off, which stops its database, or on again. */
export const turnLocalServer = (on: boolean) => call<null>("turn_local_server", { on });

/** Has the system ask for the password of the keychain. */
export const unlockKeychain = () => call<null>("unlock_keychain");

/** Opens the file with the sessions. */
export const unlockSessions = (passphrase: string) => call<null>("unlock_sessions", { passphrase });

/** The commands that read, write or send something of an account: all of this one. */
export const callsOf = (account: AccountKey) => ({
    /** Reads one's own account, where the server lets people look after it. */
    accountDetails: () => call<AccountDetails>("account_details", { account }),
    /** Reads the first page of a view from the cache, without a look at the server; null where it was never read. */
    cachedFeed: (view: View, search: string) => call<FeedPage | null>("cached_feed", { account, view, search }),
    /** Cancels the exports of an account that run. */
    cancelExport: () => call<null>("cancel_export", { account }),
    /** Changes the password of the account, and goes on with the new session. */
    changePassword: (current: string, new_: string) => call<null>("change_password", { account, current, new: new_ }),
    /** Writes a post; null where it waits until the server is back. */
    createPost: (post: PostInput) => call<FeedPost | null>("create_post", { account, post }),
    /** Deletes the account, its session and its drafts. */
    deleteAccount: (password: string) => call<null>("delete_account", { account, password }),
    /** Deletes one's own post. */
    deletePost: (id: number) => call<null>("delete_post", { account, id }),
    /** Discards the draft of a post, or of a new one. */
    discardDraft: (post: number | null) => call<null>("discard_draft", { account, post }),
    /** Reads an account's drafts. */
    drafts: () => call<Array<StoredDraft>>("drafts", { account }),
    /** Ends all sessions of the account but that of this app. */
    endOtherSessions: () => call<null>("end_other_sessions", { account }),
    /** Ends a session of the account; one that has ended already is no error. */
    endSession: (id: string) => call<null>("end_session", { account, id }),
    /**
     * Asks where to, writes all of the account's data into that file, and answers where it is; null where there is none:
     * no file was chosen, or the export was cancelled.
     */
    exportData: (format: ExportFormat) => call<string | null>("export_data", { account, format }),
    /**
     * Reads a page of the posts of a view that `search` finds: by the words of titles and texts where the server can, else by a part
     * of the titles.
     * `page` is the `next` of the page before, or null for the first.
     */
    feed: (view: View, search: string, page: string | null) => call<FeedPage>("feed", { account, view, search, page }),
    /** Marks the posts of an account's feed up to the newest as seen. */
    markSeen: (newest: number) => call<null>("mark_seen", { account, newest }),
    /** Reads the outbox, with so many posts at most. */
    outbox: (most: number) => call<OutboxContents>("outbox", { account, most }),
    /** Reads one post. */
    post: (id: number) => call<FeedPost>("post", { account, id }),
    /** Saves a draft on this computer. */
    saveDraft: (draft: StoredDraft) => call<null>("save_draft", { account, draft }),
    /** Saves the scroll position for the next start. */
    saveScrollPosition: (position: ScrollPosition) => call<null>("save_scroll_position", { account, position }),
    /** Searches people by name and address; none where the server cannot. */
    searchPeople: (search: string) => call<Array<Account>>("search_people", { account, search }),
    /** Lists where the account is signed in. */
    sessions: () => call<Array<AccountSession>>("sessions", { account }),
    /** Sets or removes the name that others see. */
    setDisplayName: (name: string | null) => call<AccountDetails>("set_display_name", { account, name }),
    /** Sets or removes the phone number of the account. */
    setPhoneNumber: (number: string | null) => call<AccountDetails>("set_phone_number", { account, number }),
    /** Lets posts of an account's server show their pictures without being asked, or no longer. */
    setShowPictures: (on: boolean) => call<null>("set_show_pictures", { account, on }),
    /** Takes a post out of the outbox; where its author wants to go on with it, it becomes a draft before. */
    takeBack: (id: string, edit: boolean) => call<PostInput>("take_back", { account, id, edit }),
    /** Changes one's own post. */
    updatePost: (id: number, post: PostInput) => call<FeedPost>("update_post", { account, id, post }),
    /** Votes for a post, or takes the vote back. */
    vote: (id: number, up: boolean) => call<VoteOutcome>("vote", { account, id, up }),
});
