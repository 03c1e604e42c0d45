// Handles the keys for undo and redo in fields. WebKit's Linux port handles every other editing key, but not these two.
import { matches, parse } from "./keys";

const EDITS = [
  { edit: "undo", keys: ["Mod+Z"] },
  { edit: "redo", keys: ["Mod+Shift+Z", "Mod+Y"] },
].map(({ edit, keys }) => ({ edit, presses: keys.flatMap(parse) }));

/** Undoes or redoes in the focused field, if the key asks for it; returns whether it did. */
export function editByKey(event: KeyboardEvent): boolean {
  const found = EDITS.find(({ presses }) => presses.some((press) => matches(press, event, false)));
  if (!found) return false;
  // In its turn among the other keys, which a question to the shell would not be.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else reaches what the engine can undo
  document.execCommand(found.edit);
  return true;
}
