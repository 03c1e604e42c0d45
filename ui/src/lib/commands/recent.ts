// The commands that were chosen in the palette lately, the last one first. Only convenience: kept by the window itself.
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
