// Maps key presses to commands: single keys, sequences and chords.
import { isDialogOpen, isSheetOpen } from "$lib/dialogs";
import { selectText } from "$lib/text-selection";
import { ALL, type Command, type CommandId } from "./catalogue";
import { editByKey } from "./editing";
import { isChord, isComposing, keyOf, matches, parse, type Press } from "./keys";

/** Who carries commands out. */
type Runner = { isEnabled: (id: CommandId) => boolean; run: (id: CommandId) => boolean };

type Binding = { command: Command; presses: Press[]; chord: boolean };

/** Long enough to look at the keyboard, short enough not to linger. */
const SEQUENCE_MS = 2000;

const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);

const BINDINGS: readonly Binding[] = ALL.flatMap((command) =>
  command.keys.map((keys) => ({ command, presses: parse(keys), chord: isChord(keys) })),
);

export const isMac = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);

export class Keyboard {
  /** What may follow the keys that were pressed so far; empty unless a sequence has begun. */
  following = $state.raw<readonly { key: string; command: Command }[]>([]);

  #begun: readonly Binding[] = [];
  #depth = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #runner: Runner;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  /** Takes a press; what does something here does nothing else. */
  press(event: KeyboardEvent) {
    if (event.defaultPrevented || isComposing(event) || MODIFIERS.has(event.key)) return;
    if (isTyping(event.target)) {
      // A sequence that was begun elsewhere: what is typed now is no end of it.
      this.forget();
      // A Mac's WebKit has keys for it.
      if (!isMac && editByKey(event)) {
        event.preventDefault();
        return;
      }
    }
    const isBeginning = this.#depth === 0;
    const candidates = this.#candidates(event);
    const pressed = candidates.filter(({ presses }) => matches(presses[this.#depth] as Press, event, isMac));
    const complete = pressed.find(({ presses }) => presses.length === this.#depth + 1);
    const further = pressed.filter(({ presses }) => presses.length > this.#depth + 1);
    if (complete) {
      this.forget();
      if (event.repeat && !complete.command.repeats) event.preventDefault();
      else if (this.#runner.run(complete.command.id)) event.preventDefault();
    } else if (further.length > 0) {
      event.preventDefault();
      this.#await(further);
    } else if (!isBeginning) {
      // Meant as the end of a sequence that there is not: doing something else would surprise.
      event.preventDefault();
      this.forget();
    }
  }

  /** Lets go of a sequence that was begun. */
  forget() {
    clearTimeout(this.#timer);
    this.#begun = [];
    this.#depth = 0;
    this.following = [];
  }

  /** What a press can mean where it happened. */
  #candidates(event: KeyboardEvent): readonly Binding[] {
    const dialog = isDialogOpen();
    const sheet = isSheetOpen();
    const typing = isTyping(event.target);
    const inText = event.target instanceof HTMLTextAreaElement;
    const from = this.#depth === 0 ? BINDINGS : this.#begun;
    return from.filter(
      ({ command, chord }) =>
        (chord || !typing) &&
        (!dialog || (chord && command.anywhere === true)) &&
        (!sheet || (chord && (command.anywhere ?? command.writing ?? command.inText) === true)) &&
        (inText || command.inText !== true) &&
        (keyOf(event) !== "Enter" || chord || !isControl(event.target)) &&
        this.#runner.isEnabled(command.id),
    );
  }

  #await(begun: readonly Binding[]) {
    this.#begun = begun;
    this.#depth += 1;
    this.following = begun.map(({ command, presses }) => ({ key: presses[this.#depth]?.key ?? "", command }));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.forget();
    }, SEQUENCE_MS);
  }
}

/** Returns the command that a press is in the text of a post, wherever it happened; null where it is none. */
export function textCommandOf(event: KeyboardEvent): CommandId | null {
  const found = BINDINGS.find(
    ({ command, presses: [press] }) => command.inText === true && press && matches(press, event, isMac),
  );
  return found?.command.id ?? null;
}

/** Tells whether a command may run now. */
export function mayRun(command: Command): boolean {
  return command.anywhere === true || !isDialogOpen();
}

/** Prevents WebKit's default keys from reloading the page, selecting the whole window and pressing what has the focus by
 * Ctrl+Enter: whoever publishes by it twice means no button. */
export function keepsPage(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey) return;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = keyOf(event);
  const isButton = event.target instanceof HTMLElement && event.target.matches("a, button, summary");
  if (mod && key === "Enter" && isButton) event.preventDefault();
  if (key === "F5" || (mod && key === "r")) event.preventDefault();
  if (mod && !event.shiftKey && key === "a" && !isTyping(event.target)) {
    event.preventDefault();
    selectText();
  }
}

/** Tells whether letters are typed into a field there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !/^(button|checkbox|radio|range|reset|submit)$/.test(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}

/** Whether Enter is the element's own. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("a, button, input, select, textarea, summary");
}
