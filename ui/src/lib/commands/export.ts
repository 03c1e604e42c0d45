// Commands that export the account's data to a file.
import { t } from "$lib/i18n";
import { toFailure, type AccountCommands, type Commands, type ExportFormat } from "$lib/ipc";
import type { Notices } from "$lib/state/notices.svelte";
import type { Actions } from "./registry.svelte";

export function exportActions(
  commands: Pick<AccountCommands, "exportData"> & Pick<Commands, "showExport">,
  notices: Notices,
): Actions {
  async function write(format: ExportFormat) {
    try {
      const path = await commands.exportData(format);
      if (path !== null)
        notices.offerUndo(t("command-exported", { path }), {
          label: t("export-show"),
          act: () => void show(),
        });
    } catch (thrown) {
      notices.failure(toFailure(thrown));
    }
  }
  async function show() {
    await commands.showExport().catch((thrown: unknown) => {
      notices.failure(toFailure(thrown));
    });
  }

  return { "export-json": () => write("json"), "export-markdown": () => write("markdown") };
}
