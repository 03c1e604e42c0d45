// Collects the sources that the palette searches. Components offer sources for as long as they are mounted.
import { createContext, untrack } from "svelte";
import { SvelteSet } from "svelte/reactivity";
import { find, findLoosely } from "./find";

/** An entry of the palette. */
export type Item = {
  /** Unlike that of every other item, of whatever kind. */
  id: string;
  /** What it is called, and found by. */
  text: string;
  /** What else it is found by. */
  also?: string;
  /** The keys that do the same, as the catalogue writes them. */
  keys?: string;
  choose: () => unknown;
};

/** A provider of entries of one kind. */
export interface Source {
  readonly id: string;
  /** What the kind is called. */
  heading: () => string;
  /** Those to look through for what is typed. */
  items: (typed: string) => readonly Item[];
  /** Found with letters left out, too, where nothing is found otherwise. */
  readonly loose?: true;
  /** How many are shown at most; without it, all. */
  readonly most?: number;
  /** What there is to choose besides what is found. */
  besides?: (typed: string) => readonly Item[];
  /** Goes on looking elsewhere, or stops where nothing is typed. What it finds is among its items later. */
  seek?: (typed: string) => void;
  /** How far that is; empty where there is nothing to say. */
  news?: () => string;
}

/** The entries of one source that match. */
export type Group = { source: Source; items: readonly Item[] };

/** The sources that are on offer now. */
export class Sources {
  readonly #offered = new SvelteSet<Source>();

  get all(): Source[] {
    return [...this.#offered];
  }

  /** Offers sources, below those that are there, until the function that it returns is called. Fit for `$effect`. */
  offer(...sources: Source[]): () => void {
    untrack(() => {
      for (const source of sources) this.#offered.add(source);
    });
    return () => {
      for (const source of sources) this.#offered.delete(source);
    };
  }
}

/** Searches all sources for what is typed. */
export function answer(sources: readonly Source[], typed: string): Group[] {
  const text = ({ text, also = "" }: Item) => `${text} ${also}`.trimEnd();
  const close = sources.map((source) => find(source.items(typed), typed, text));
  const isMissed = close.every((items) => items.length === 0);
  const loosely = (source: Source) => (source.loose ? findLoosely(source.items(typed), typed, text) : []);
  const found = isMissed ? sources.map(loosely) : close;
  return sources
    .map((source, at) => {
      const items = found[at]?.slice(0, source.most) ?? [];
      return { source, items: [...items, ...(source.besides?.(typed) ?? [])] };
    })
    .filter(({ items }) => items.length > 0);
}

export const [getSources, setSources] = createContext<Sources>();
