/** The app's version, put in where the interface is built. */
declare const __HEARTH_VERSION__: string;

/** The answer to the question that the shell asks before the page's script is loaded; see first_status.js there. */
// eslint-disable-next-line no-var -- a property of the window is declared so
declare var hearthFirstStatus: Promise<import("$lib/ipc").Status> | undefined;
