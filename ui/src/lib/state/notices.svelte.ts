// Short messages about what the reader just did, shown in one place (components/NoticeRegion.svelte).
import type { CommandError } from "$lib/ipc";

export type Notice = { id: number; kind: "error" | "info"; text: string };

/** Information leaves by itself; an error stays until it is dismissed. */
const SHOWN_MS = 6000;
const MOST = 3;

export class Notices {
  all = $state.raw<Notice[]>([]);
  #lastId = 0;

  /** Says what failed; but not that the session has ended, which the sign-in screen says. */
  failure({ code, message }: Pick<CommandError, "code" | "message">) {
    if (code !== "signed_out") this.error(message);
  }

  error(text: string) {
    this.#add("error", text);
  }

  info(text: string) {
    const id = this.#add("info", text);
    setTimeout(() => {
      this.dismiss(id);
    }, SHOWN_MS);
  }

  dismiss(id: number) {
    this.all = this.all.filter((notice) => notice.id !== id);
  }

  #add(kind: Notice["kind"], text: string): number {
    const id = ++this.#lastId;
    const others = this.all.filter((notice) => notice.text !== text);
    this.all = [...others, { id, kind, text }].slice(-MOST);
    return id;
  }
}
