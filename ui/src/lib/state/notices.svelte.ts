// Short messages about what the reader just did, shown in one place (components/NoticeRegion.svelte).
import type { Failure } from "$lib/ipc";

/** What can be done about a notice, for as long as it is shown. */
export type NoticeAction = { label: string; act: () => void };

export type Notice = {
  id: number;
  kind: "error" | "info";
  text: string;
  action?: NoticeAction;
  /** For whoever helps: what failed, without anything secret. */
  details?: string;
};

/** Information leaves by itself; an error stays until it is dismissed. */
const SHOWN_MS = 6000;
const MOST = 3;

export class Notices {
  all = $state.raw<Notice[]>([]);
  #lastId = 0;

  /** Says what failed; but not that the session has ended, which the sign-in screen says. */
  failure({ code, message, details }: Pick<Failure, "code" | "message"> & Partial<Pick<Failure, "details">>) {
    if (code !== "signed_out") this.#add({ kind: "error", text: message, details });
  }

  error(text: string) {
    this.#add({ kind: "error", text });
  }

  info(text: string) {
    const id = this.#add({ kind: "info", text });
    setTimeout(() => {
      this.dismiss(id);
    }, SHOWN_MS);
  }

  /** Says what is about to happen and what can be done about it; it stays until it is dismissed. */
  offer(text: string, action: NoticeAction): number {
    return this.#add({ kind: "info", text, action });
  }

  dismiss(id: number) {
    this.all = this.all.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, "id">): number {
    const id = ++this.#lastId;
    const others = this.all.filter((other) => other.text !== notice.text);
    this.all = [...others, { id, ...notice }].slice(-MOST);
    return id;
  }
}
