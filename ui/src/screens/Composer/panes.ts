// What the sheet shows of a post: its text, its preview, or both.

/** What the writer chose. Where there is no room for both, it is the text. */
export type Pane = "write" | "both" | "preview";
