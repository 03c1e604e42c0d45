// Palette source of the commands that are enabled, the recently chosen ones first.
import { isSwitch } from "$lib/commands/accounts";
import { ALL, type Command } from "$lib/commands/catalogue";
import { commandName, otherNames } from "$lib/commands/names";
import { noteCommand, recentCommands } from "$lib/commands/recent";
import type { Registry } from "$lib/commands/registry.svelte";
import { t } from "$lib/i18n";
import type { Item, Source } from "./sources.svelte";

/**
 * Makes the source from the commands that are enabled at this moment, so that the list stays still while it is used.
 */
export function commandSource(registry: Registry): Source {
  // Accounts are offered by their names.
  const isOffered = ({ id }: Command) => id !== "palette" && !isSwitch(id) && registry.isEnabled(id);
  const commands = [...new Set([...recentCommands(), ...ALL])].filter(isOffered);
  const itemOf = (command: Command): Item => ({
    id: `command-${command.id}`,
    text: commandName(command),
    also: otherNames(command),
    ...(command.keys[0] !== undefined && { keys: command.keys[0] }),
    choose: () => {
      noteCommand(command);
      registry.run(command.id);
    },
  });
  return {
    id: "commands",
    heading: () => t("palette-commands"),
    items: () => commands.map(itemOf),
    loose: true,
  };
}
