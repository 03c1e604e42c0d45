/** The app's version, put in where the interface is built. */
declare const __HEARTH_VERSION__: string;
