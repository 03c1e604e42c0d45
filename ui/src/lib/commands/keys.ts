// Parses key notation such as `g h` or `Mod+K`, matches it against keyboard events, and names its keys.

/** One key press. Shift counts for letters and named keys only: a sign such as `?` needs it or not, by layout. */
export type Press = { key: string; mod: boolean; alt: boolean; shift: boolean };

type KeyEvent = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "getModifierState"
>;

/** The signs on keys of the usual layout, for layouts whose letters are none of Latin. */
const SIGNS: Record<string, [plain: string, shifted: string]> = {
  Slash: ["/", "?"],
  Comma: [",", "<"],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  Digit0: ["0", ")"],
  Digit3: ["3", "#"],
};

/** Parses `j`, `g h` or `Mod+Shift+K` to a sequence of presses. */
export function parse(keys: string): Press[] {
  return keys.split(" ").map(parsePress);
}

/** Tells whether the keys are a chord, which also acts while one types; a plain key would be typed. */
export function isChord(keys: string): boolean {
  return parse(keys).every(({ key, mod, alt }) => mod || alt || /^F\d+$/.test(key));
}

/** Tells whether a key is an input method's, which is still putting a word together. */
export function isComposing(event: KeyboardEvent): boolean {
  // WebKit tells of the key that ends the word afterwards, and only by this number.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else says so
  return event.isComposing || event.keyCode === 229;
}

/** Tells whether an event is the press. */
export function matches(press: Press, event: KeyEvent, isMac: boolean): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  // With Shift a digit's key has another sign, which is another one on each layout.
  if (press.shift && /^\d$/.test(press.key)) {
    const isPressed = event.code === `Digit${press.key}` && event.shiftKey;
    return isPressed && mod === press.mod && !other && event.altKey === press.alt;
  }
  const pressed = keyOf(event);
  if (pressed !== press.key || mod !== press.mod || other) return false;
  if (isSign(pressed)) return event.altKey === press.alt || event.getModifierState("AltGraph");
  return event.altKey === press.alt && event.shiftKey === press.shift;
}

/** Returns the key of an event, letters in lower case: the Latin letter where the layout is of another script. */
export function keyOf({ key, code, shiftKey }: Pick<KeyEvent, "key" | "code" | "shiftKey">): string {
  if (/^[\p{ASCII}\p{Script=Latin}]$/u.test(key)) return key.toLowerCase();
  // The name of a key, such as Enter; and no word for a key that has none.
  if (/^\p{ASCII}{2,}$/u.test(key) && !/^(Dead|Unidentified)$/.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter?.toLowerCase() ?? SIGNS[code]?.[shiftKey ? 1 : 0] ?? key;
}

/** Names the keys of each press: `g h` is two presses of one key, `Mod+K` one of two. */
export function names(keys: string, isMac: boolean, name: (key: string) => string): string[][] {
  return parse(keys).map(({ key, mod, alt, shift }) => [
    ...(mod ? [name(isMac ? "Command" : "Control")] : []),
    ...(alt ? [name("Alt")] : []),
    ...(shift ? [name("Shift")] : []),
    /^[a-z]$/.test(key) && (mod || alt) ? key.toUpperCase() : name(key),
  ]);
}

function parsePress(text: string): Press {
  const found = /^((?:(?:Mod|Alt|Shift)\+)*)(.+)$/.exec(text);
  const modifiers = (found?.[1] ?? "").split("+");
  const key = found?.[2] ?? text;
  return {
    key: key.length === 1 ? key.toLowerCase() : key,
    mod: modifiers.includes("Mod"),
    alt: modifiers.includes("Alt"),
    shift: modifiers.includes("Shift"),
  };
}

function isSign(key: string): boolean {
  return key.length === 1 && !/\p{L}/u.test(key);
}

/** Replaces the modifier of a desktop's own by the one that a browser knows. */
export function withModifiers(keys: string, isMac: boolean): string {
  return keys.replace("Mod", isMac ? "Meta" : "Control");
}
