// Lists every command with its message, group and keys. The key handler, the help, the palette and the menu bar are all
// made from this list.

/** The groups, in the order of the help. */
export const GROUPS = ["posts", "go", "write", "app"] as const;

export type Group = (typeof GROUPS)[number];

type Definition = {
  id: string;
  /** What it is called, in the message files. */
  message: string;
  group: Group;
  /** Each does it: a key (`j`), a sequence (`g h`) or a chord (`Mod+K`; Mod is Command on a Mac and else Ctrl). */
  keys: readonly string[];
  /** Does no harm while a dialog is open. */
  anywhere?: true;
  /** Its keys act while a post is written, too. */
  writing?: true;
  /** Its keys act in the text of a post alone, and there before those of any other command. */
  inText?: true;
  /** Goes on while the key is held down. */
  repeats?: true;
};

export const COMMANDS = [
  { id: "post-next", message: "command-post-next", group: "posts", keys: ["j"], repeats: true },
  { id: "post-previous", message: "command-post-previous", group: "posts", keys: ["k"], repeats: true },
  { id: "post-open", message: "command-post-open", group: "posts", keys: ["o", "Enter"] },
  { id: "post-vote", message: "command-post-vote", group: "posts", keys: ["u"] },
  { id: "post-edit", message: "command-post-edit", group: "posts", keys: ["e"] },
  { id: "post-delete", message: "command-post-delete", group: "posts", keys: ["#", "Delete"] },
  { id: "undo-delete", message: "command-undo-delete", group: "posts", keys: ["z"] },
  { id: "post-author", message: "command-post-author", group: "posts", keys: ["a"] },
  { id: "post-copy-link", message: "command-post-copy-link", group: "posts", keys: ["y"] },
  { id: "post-copy-text", message: "command-post-copy-text", group: "posts", keys: [] },
  // Where a post is open, before the search in all of them, which has the same key.
  { id: "find", message: "command-find", group: "posts", keys: ["Mod+F"] },
  { id: "find-next", message: "command-find-next", group: "posts", keys: ["Mod+G", "F3"] },
  {
    id: "find-previous",
    message: "command-find-previous",
    group: "posts",
    keys: ["Mod+Shift+G", "Shift+F3"],
  },
  { id: "print", message: "command-print", group: "posts", keys: ["Mod+P"] },
  { id: "refresh", message: "command-refresh", group: "posts", keys: ["r", "Mod+R", "F5"] },
  { id: "toggle-paged", message: "command-toggle-paged", group: "posts", keys: [] },

  { id: "go-new", message: "command-go-new", group: "go", keys: ["g h"] },
  { id: "go-top", message: "command-go-top", group: "go", keys: ["g t"] },
  { id: "go-hot", message: "command-go-hot", group: "go", keys: ["g o"] },
  { id: "go-mine", message: "command-go-mine", group: "go", keys: ["g m"] },
  { id: "go-drafts", message: "command-go-drafts", group: "go", keys: ["g d"] },
  { id: "go-outbox", message: "command-go-outbox", group: "go", keys: ["g x"] },
  { id: "search", message: "command-search", group: "go", keys: ["/", "Mod+F"] },
  { id: "go-back", message: "command-go-back", group: "go", keys: ["Escape", "Alt+ArrowLeft"] },
  { id: "reconnect", message: "command-reconnect", group: "go", keys: [] },

  { id: "write", message: "command-write", group: "write", keys: ["n", "Mod+N"] },
  { id: "publish", message: "command-publish", group: "write", keys: ["Mod+Enter"], writing: true },
  { id: "keep-draft", message: "command-keep-draft", group: "write", keys: ["Mod+S"], writing: true },
  { id: "format-bold", message: "command-format-bold", group: "write", keys: ["Mod+B"], inText: true },
  { id: "format-italic", message: "command-format-italic", group: "write", keys: ["Mod+I"], inText: true },
  { id: "format-link", message: "command-format-link", group: "write", keys: ["Mod+K"], inText: true },
  {
    id: "format-bullets",
    message: "command-format-bullets",
    group: "write",
    keys: ["Mod+Shift+8"],
    inText: true,
  },
  {
    id: "format-numbers",
    message: "command-format-numbers",
    group: "write",
    keys: ["Mod+Shift+7"],
    inText: true,
  },
  {
    id: "format-quote",
    message: "command-format-quote",
    group: "write",
    keys: ["Mod+Shift+9"],
    inText: true,
  },
  { id: "format-code", message: "command-format-code", group: "write", keys: ["Mod+E"], inText: true },

  { id: "palette", message: "command-palette", group: "app", keys: ["Mod+K"], writing: true },
  { id: "help", message: "command-help", group: "app", keys: ["?", "F1", "Mod+?"], writing: true },
  { id: "settings", message: "command-settings", group: "app", keys: ["g s", "Mod+,"], writing: true },
  { id: "theme-light", message: "command-theme-light", group: "app", keys: [] },
  { id: "theme-dark", message: "command-theme-dark", group: "app", keys: [] },
  { id: "theme-system", message: "command-theme-system", group: "app", keys: [] },
  {
    id: "text-larger",
    message: "command-text-larger",
    group: "app",
    keys: ["Mod++", "Mod+="],
    anywhere: true,
  },
  { id: "text-smaller", message: "command-text-smaller", group: "app", keys: ["Mod+-"], anywhere: true },
  { id: "text-usual", message: "command-text-usual", group: "app", keys: ["Mod+0"], anywhere: true },
  {
    id: "full-screen",
    message: "command-full-screen",
    group: "app",
    keys: ["F11"],
    anywhere: true,
  },
  { id: "density-comfortable", message: "command-density-comfortable", group: "app", keys: [] },
  { id: "density-compact", message: "command-density-compact", group: "app", keys: [] },
  { id: "contrast-system", message: "command-contrast-system", group: "app", keys: [] },
  { id: "contrast-more", message: "command-contrast-more", group: "app", keys: [] },
  { id: "language-system", message: "command-language-system", group: "app", keys: [] },
  { id: "language-en", message: "command-language-en", group: "app", keys: [] },
  { id: "language-ar", message: "command-language-ar", group: "app", keys: [] },
  { id: "toggle-notifications", message: "command-toggle-notifications", group: "app", keys: [] },
  { id: "toggle-tray", message: "command-toggle-tray", group: "app", keys: [] },
  { id: "toggle-login", message: "command-toggle-login", group: "app", keys: [] },
  { id: "menu-bar", message: "command-menu-bar", group: "app", keys: [] },
  // Where the bar is shown, the desktop itself opens it by this key.
  { id: "menu-open", message: "command-menu-open", group: "app", keys: ["F10"], writing: true },
  { id: "export-json", message: "command-export-json", group: "app", keys: [] },
  { id: "export-markdown", message: "command-export-markdown", group: "app", keys: [] },
  { id: "about", message: "command-about", group: "app", keys: [] },
  { id: "account-1", message: "command-account-1", group: "app", keys: ["Mod+1"], writing: true },
  { id: "account-2", message: "command-account-2", group: "app", keys: ["Mod+2"], writing: true },
  { id: "account-3", message: "command-account-3", group: "app", keys: ["Mod+3"], writing: true },
  { id: "account-4", message: "command-account-4", group: "app", keys: ["Mod+4"], writing: true },
  { id: "account-5", message: "command-account-5", group: "app", keys: ["Mod+5"], writing: true },
  { id: "account-6", message: "command-account-6", group: "app", keys: ["Mod+6"], writing: true },
  { id: "account-7", message: "command-account-7", group: "app", keys: ["Mod+7"], writing: true },
  { id: "account-8", message: "command-account-8", group: "app", keys: ["Mod+8"], writing: true },
  { id: "account-9", message: "command-account-9", group: "app", keys: ["Mod+9"], writing: true },
  { id: "add-account", message: "command-add-account", group: "app", keys: [] },
  { id: "manage-accounts", message: "command-manage-accounts", group: "app", keys: [] },
  { id: "change-server", message: "command-change-server", group: "app", keys: [] },
  { id: "sign-out", message: "command-sign-out", group: "app", keys: [] },
  { id: "close", message: "command-close", group: "app", keys: ["Mod+W"], anywhere: true },
  { id: "quit", message: "command-quit", group: "app", keys: ["Mod+Q"], anywhere: true },
] as const satisfies readonly Definition[];

export type CommandId = (typeof COMMANDS)[number]["id"];

export type Command = Omit<Definition, "id"> & { id: CommandId };

/** All commands, of one type instead of one type for each. */
export const ALL: readonly Command[] = COMMANDS;
