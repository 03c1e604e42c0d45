// Delays deletions for some seconds, so that they can be undone. Leaving the app or signing out deletes at once; an app
// that is killed meanwhile has deleted nothing.
import { SvelteMap } from "svelte/reactivity";
import { t } from "$lib/i18n";
import type { Notices } from "./notices.svelte";

/** Long enough to read the notice and reach its button. */
const GRACE_MS = 7000;

type Deletion = { timer: ReturnType<typeof setTimeout>; notice: number; carryOut: () => Promise<void> };

export class Deletions {
  readonly #waiting = new SvelteMap<number, Deletion>();
  readonly #notices: Notices;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  has(post: number): boolean {
    return this.#waiting.has(post);
  }

  begin(post: number, title: string, carryOut: () => Promise<void>) {
    if (this.has(post)) return;
    const undo = () => {
      this.#end(post);
    };
    const notice = this.#notices.offer(t("post-named-will-be-deleted", { title }), {
      label: t("post-undo"),
      act: undo,
    });
    const timer = setTimeout(() => void this.#carryOut(post), GRACE_MS);
    this.#waiting.set(post, { timer, notice, carryOut });
  }

  /** Whether there is one to think better of. */
  get any(): boolean {
    return this.#waiting.size > 0;
  }

  /** Takes back the one that was begun last. */
  undo() {
    const last = [...this.#waiting.keys()].at(-1);
    if (last !== undefined) this.#end(last);
  }

  /** Carries out at once what waits. */
  async finish(): Promise<void> {
    await Promise.all([...this.#waiting.keys()].map((post) => this.#carryOut(post)));
  }

  async #carryOut(post: number) {
    const deletion = this.#waiting.get(post);
    if (deletion === undefined) return;
    clearTimeout(deletion.timer);
    this.#notices.dismiss(deletion.notice);
    // It stays hidden until the server has answered.
    await deletion.carryOut();
    this.#end(post);
  }

  #end(post: number) {
    const deletion = this.#waiting.get(post);
    if (deletion === undefined) return;
    clearTimeout(deletion.timer);
    this.#notices.dismiss(deletion.notice);
    this.#waiting.delete(post);
  }
}
