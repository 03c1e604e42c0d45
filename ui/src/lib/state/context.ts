// Contexts that components deep in the tree read instead of taking them as props through each level.
import { createContext } from "svelte";
import type { Commands, Connection, Features, Status } from "$lib/ipc";
import type { Notices } from "./notices.svelte";
import type { UserSession } from "./session.svelte";
import type { Departures } from "./departures";
import type { SignOut } from "./sign-out.svelte";

/** The calls to the shell. Set by the app, for all screens. */
export const [getCommands, setCommands] = createContext<Commands>();

/** The notices at the bottom of the window. Set by the app, for all screens. */
export const [getNotices, setNotices] = createContext<Notices>();

/** The session of whoever is signed in. Set by the home screen, for what it shows. */
export const [getSession, setSession] = createContext<UserSession>();

/** Returns the accounts that are signed in. Set by the home screen, for what it shows. */
export const [getAccounts, setAccounts] = createContext<() => Pick<Status, "accounts" | "local_off">>();

/** Returns how the server is reached. Set by the home screen, for what it shows. */
export const [getConnection, setConnection] = createContext<() => Connection>();

/** Returns what the server offers now. Set by the home screen, for what it shows. */
export const [getFeatures, setFeatures] = createContext<() => Features>();

/** Signs out of accounts. Set by the home screen, for what it shows. */
export const [getSignOut, setSignOut] = createContext<SignOut>();

/** Says which account is shown in place of one that has left. Set by the app, for all screens. */
export const [getDepartures, setDepartures] = createContext<Departures>();
