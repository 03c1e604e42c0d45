// Virtualizes a long list in the window: only items near the viewport are on the page. Heights are measured as items
// appear, and kept by key. Whatever comes, goes or grows above the viewport moves nothing in it.
import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  type Range,
  type VirtualItem,
} from "@tanstack/virtual-core";
import { tick } from "svelte";
import { afterPaint } from "$lib/after-paint";

/** How many items are kept ready above and below the window, once it is painted. */
const OVERSCAN = 6;
/** How many frames a jump to an item takes at most: what it passes is measured on the way. */
const FRAMES = 12;

type Options = {
  /** A guess at the height of an item that was never shown. */
  estimate: number;
  /** The heights that the list had when it was shown before. */
  measured: VirtualItem[];
};

/** Computes which items to render, and where. */
export class VirtualList {
  /** The items to show; their `start` is measured from the top of the document. */
  items = $state.raw<VirtualItem[]>([]);
  /** The height of the whole list. */
  height = $state(0);
  /** Where the list begins in the document. */
  margin = $state(0);

  #keys: number[] = [];
  /** Items that stay on the page wherever they are, and why. */
  #pins: { key: number; reason: string }[] = [];
  #list: HTMLElement | null = null;
  /** Until the list is painted, what cannot be seen in it would only put that off. */
  #painted = false;
  readonly #options: Options;
  readonly #virtualizer;

  constructor(options: Options) {
    this.#options = options;
    this.#virtualizer = new Virtualizer<Window, HTMLElement>(this.#virtual());
  }

  /** The heights as far as they are known. */
  get measured(): VirtualItem[] {
    return this.#virtualizer.takeSnapshot();
  }

  /** Attachment of the list: follows the window for as long as it is on the page. */
  readonly follow = (list: HTMLElement) => {
    this.#list = list;
    const stop = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    // What stands above the list may grow or go.
    const observer = new ResizeObserver(() => {
      if (this.#top() !== this.margin) this.#apply();
    });
    observer.observe(document.body);
    this.#apply();
    const stopWaiting = afterPaint(() => {
      this.#painted = true;
      this.#apply();
    });
    return () => {
      stopWaiting();
      observer.disconnect();
      stop();
      this.#list = null;
    };
  };

  /** Attachment of an item, whose `data-index` says which it is. */
  readonly measure = (item: HTMLElement) => {
    this.#virtualizer.measureElement(item);
    return () => {
      this.#virtualizer.measureElement(null);
    };
  };

  /** Shows these items from now on. Those in the window stay where they are, as far as they remain. */
  update(keys: number[]) {
    const anchor = this.#anchor(new Set(keys));
    this.#keys = keys;
    this.#apply();
    if (anchor !== null) void this.#hold(anchor);
  }

  /** Keeps an item on the page for a reason, e.g. because it has the focus. */
  pin(key: number, reason: string) {
    this.unpin(key, reason);
    this.#pins.push({ key, reason });
  }

  unpin(key: number, reason: string) {
    this.#pins = this.#pins.filter((pin) => pin.key !== key || pin.reason !== reason);
  }

  /** Scrolls an item to a distance from the top of the window. */
  async scrollTo(key: number, offset: number) {
    let settled = 0;
    for (let frame = 0; frame < FRAMES && settled < 2; frame++) {
      const start = this.#startOf(key);
      if (start === null) return;
      const top = Math.round(start - offset);
      if (Math.abs(window.scrollY - top) < 1) settled += 1;
      else window.scrollTo({ top, behavior: "instant" });
      await new Promise(requestAnimationFrame);
      await tick();
    }
  }

  #virtual() {
    return {
      count: this.#keys.length,
      getScrollElement: (): Window => window,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      estimateSize: () => this.#options.estimate,
      getItemKey: (index: number) => this.#keys[index] ?? index,
      rangeExtractor: (range: Range) => this.#withPinned(defaultRangeExtractor(range)),
      scrollMargin: this.margin,
      overscan: this.#painted ? OVERSCAN : 0,
      initialMeasurementsCache: this.#options.measured,
      initialOffset: () => window.scrollY,
      onChange: () => {
        this.#show();
      },
    };
  }

  #apply() {
    this.margin = this.#top();
    this.#virtualizer.setOptions(this.#virtual());
    this.#virtualizer._willUpdate();
    this.#show();
  }

  #top(): number {
    return this.#list === null ? this.margin : this.#list.getBoundingClientRect().top + window.scrollY;
  }

  #show() {
    this.items = this.#virtualizer.getVirtualItems();
    this.height = this.#virtualizer.getTotalSize();
  }

  #withPinned(range: number[]): number[] {
    const pinned = this.#pins.map(({ key }) => this.#keys.indexOf(key));
    return [...new Set([...pinned.filter((index) => index !== -1), ...range])].sort((a, b) => a - b);
  }

  #startOf(key: number): number | null {
    const index = this.#keys.indexOf(key);
    if (index === -1) return null;
    return this.#virtualizer.measurementsCache[index]?.start ?? null;
  }

  /** The first item in the window that remains, where the reader is among the items at all. */
  #anchor(remaining: ReadonlySet<number>): { key: number; top: number } | null {
    if (this.#list === null || window.scrollY <= this.margin) return null;
    const item = this.items.find(({ end, key }) => end > window.scrollY && remaining.has(Number(key)));
    return item === undefined ? null : { key: Number(item.key), top: item.start - window.scrollY };
  }

  /** Moves the window along with an item, before anything is painted. */
  async #hold({ key, top }: { key: number; top: number }) {
    const start = this.#startOf(key);
    await tick();
    if (start !== null) window.scrollBy({ top: start - top - window.scrollY, behavior: "instant" });
  }
}
