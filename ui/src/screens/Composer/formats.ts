// The tools of the composer: what each does to the text, and the command that does it.
import type { CommandId } from "$lib/commands/catalogue";
import type { IconName } from "$lib/icons/paths";
import { toggleBullets, toggleNumbers, toggleQuote } from "$lib/markdown/blocks";
import { toggleBold, toggleCode, toggleItalic } from "$lib/markdown/emphasis";
import { toggleLink } from "$lib/markdown/link-words";
import type { Change, Selected } from "$lib/text/change";

export type Format = { command: CommandId; icon: IconName; change: (selected: Selected) => Change };

/** In the order of the toolbar. */
export const FORMATS: readonly Format[] = [
  { command: "format-bold", icon: "bold", change: toggleBold },
  { command: "format-italic", icon: "italic", change: toggleItalic },
  { command: "format-link", icon: "link", change: toggleLink },
  { command: "format-bullets", icon: "bullets", change: toggleBullets },
  { command: "format-numbers", icon: "numbers", change: toggleNumbers },
  { command: "format-quote", icon: "quote", change: toggleQuote },
  { command: "format-code", icon: "code", change: toggleCode },
];
