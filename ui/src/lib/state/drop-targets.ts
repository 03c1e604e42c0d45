// Routes files that are dropped on the window to the form in front.
import { createContext } from "svelte";
import { t } from "$lib/i18n";
import { isDialogOpen } from "$lib/dialogs";
import type { DroppedFile } from "$lib/ipc";
import type { Point } from "$lib/text/place-at";
import type { Notices } from "./notices.svelte";

/** Takes files; `point` is where in the window they were dropped, where that matters. */
type DropHandler = (files: DroppedFile[], point: Point | null) => void;

export class DropTargets {
  readonly #notices: Notices;
  /** The one that offered itself last is in front. */
  #handlers: readonly DropHandler[] = [];

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /** Takes what is dropped, until the function that it returns is called. Fit for `$effect`. */
  offer(handler: DropHandler): () => void {
    const offered: DropHandler = (files, point) => {
      handler(files, point);
    };
    this.#handlers = [offered, ...this.#handlers];
    return () => {
      this.#handlers = this.#handlers.filter((other) => other !== offered);
    };
  }

  deliver(files: DroppedFile[], point: Point | null = null) {
    const [handler] = this.#handlers;
    if (handler && !isDialogOpen()) handler(files, point);
    else this.#notices.info(t("file-nowhere"));
  }
}

export const [getDropTargets, setDropTargets] = createContext<DropTargets>();
