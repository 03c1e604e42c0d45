// Remembers the commands chosen in the palette, the most recent first. Only a convenience: the window itself stores
// them.
import { ALL, type Command } from "./catalogue";

const KEY = "hearth.commands";
const MOST = 5;

export function recentCommands(): Command[] {
  const ids = (localStorage.getItem(KEY) ?? "").split(" ");
  return ids.flatMap((id) => ALL.find((command) => command.id === id) ?? []).slice(0, MOST);
}

export function noteCommand(command: Command) {
  const others = recentCommands().filter(({ id }) => id !== command.id);
  localStorage.setItem(
    KEY,
    [command, ...others]
      .map(({ id }) => id)
      .slice(0, MOST)
      .join(" "),
  );
}
