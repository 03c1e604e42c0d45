// Asks before a link in a post is opened in the browser.
import { createContext } from "svelte";
import { toFailure, type Commands } from "$lib/ipc";
import { describeLink, type Link } from "$lib/markdown/link";
import type { Notices } from "./notices.svelte";

export class Links {
  /** What is asked about now. */
  asked = $state.raw<Link | null>(null);
  readonly #commands: Pick<Commands, "openLink">;
  readonly #notices: Notices;

  constructor(commands: Pick<Commands, "openLink">, notices: Notices) {
    this.#commands = commands;
    this.#notices = notices;
  }

  /** Asks whether to follow a link. One that may not be followed is as good as text. */
  ask(href: string, words: string) {
    this.asked = describeLink(href, words);
  }

  async follow(): Promise<void> {
    const link = this.asked;
    this.asked = null;
    if (link === null) return;
    try {
      await this.#commands.openLink(link.address);
    } catch (thrown) {
      this.#notices.failure(toFailure(thrown));
    }
  }

  dismiss() {
    this.asked = null;
  }
}

export const [getLinks, setLinks] = createContext<Links>();
