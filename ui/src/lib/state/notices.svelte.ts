// Short notices about what the user just did, shown by components/NoticeRegion.svelte.
import type { Failure } from "$lib/ipc";

/** The button of a notice. */
export type NoticeAction = { label: string; act: () => void };

export type Notice = {
  id: number;
  kind: "error" | "info";
  text: string;
  action?: NoticeAction;
  /** For whoever helps: what failed, without anything secret. */
  details?: string;
};

/** Information leaves by itself, later where there is something to press; an error stays until it is dismissed. */
const SHOWN_MS = 6000;
/** An offer stays longer, because it is to be read and answered. */
const OFFERED_MS = 20_000;
const MOST = 3;

export class Notices {
  all = $state.raw<Notice[]>([]);
  #lastId = 0;
  readonly #isCovered: () => boolean;

  /** `isCovered` tells whether a dialog or the sheet keeps the buttons of notices from being pressed. */
  constructor(isCovered: () => boolean = () => false) {
    this.#isCovered = isCovered;
  }

  /** Says what failed; but not that the session has ended, which the sign-in screen says. */
  failure({ code, message, details }: Pick<Failure, "code" | "message"> & Partial<Pick<Failure, "details">>) {
    if (code !== "signed_out") this.#add({ kind: "error", text: message, details });
  }

  error(text: string, action?: NoticeAction) {
    this.#add({ kind: "error", text, ...(action && { action }) });
  }

  info(text: string, action?: NoticeAction) {
    this.#dismissAfter(
      action ? OFFERED_MS : SHOWN_MS,
      this.#add({ kind: "info", text, ...(action && { action }) }),
    );
  }

  /** Says what has happened, and offers for a while to undo it or to go on from there: as long as it can be pressed. */
  offerUndo(text: string, action: NoticeAction) {
    this.#withdrawAfter(OFFERED_MS, this.offer(text, action));
  }

  /** Says what is about to happen and what can be done about it; it stays until it is dismissed. */
  offer(text: string, action: NoticeAction): number {
    return this.#add({ kind: "info", text, action });
  }

  dismiss(id: number) {
    this.all = this.all.filter((notice) => notice.id !== id);
  }

  #dismissAfter(time: number, id: number) {
    setTimeout(() => {
      this.dismiss(id);
    }, time);
  }

  #withdrawAfter(time: number, id: number) {
    setTimeout(() => {
      if (this.#isCovered()) this.#withdrawAfter(time, id);
      else this.dismiss(id);
    }, time);
  }

  #add(notice: Omit<Notice, "id">): number {
    const id = ++this.#lastId;
    const others = this.all.filter((other) => other.text !== notice.text);
    this.all = [...others, { id, ...notice }].slice(-MOST);
    return id;
  }
}
