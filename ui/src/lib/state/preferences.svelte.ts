// Preferences of theme, density, contrast and more. The shell stores them and applies text size and language;
// attributes of the page's root apply the rest.
import { toFailure, type Commands, type Preferences as Kept } from "$lib/ipc";

/** What the desktop asks for. */
const strongContrast = matchMedia("(prefers-contrast: more)");

/** The sizes of text that are offered, in percent. */
export const TEXT_SIZES = [50, 75, 100, 125, 150, 175, 200, 250, 300] as const;

type TextSize = (typeof TEXT_SIZES)[number];

/** The size that nobody has chosen otherwise. */
export const USUAL_SIZE = 100 satisfies TextSize;

/** Returns the next larger size; undefined where there is none. */
export const largerSize = (size: TextSize): TextSize | undefined => TEXT_SIZES.find((other) => other > size);

/** Returns the next smaller size; undefined where there is none. */
export const smallerSize = (size: TextSize): TextSize | undefined =>
  TEXT_SIZES.findLast((other) => other < size);

/** What nobody has chosen otherwise. */
const DEFAULTS: Kept = {
  theme: "system",
  language: "system",
  density: "comfortable",
  text_size: USUAL_SIZE,
  contrast: "system",
  paged: false,
  hide_menu_bar: false,
  notifications: false,
  keep_in_tray: false,
};

class Preferences {
  #kept = $state.raw<Kept>(DEFAULTS);
  #changes = 0;

  constructor() {
    strongContrast.addEventListener("change", () => {
      this.#use(this.#kept);
    });
  }

  get current(): Kept {
    return this.#kept;
  }

  /** Takes over what the shell says, unless a change of it is on the way there. */
  adopt(kept: Kept) {
    if (this.#changes === 0) this.#use(kept);
  }

  /** Changes some of it, at once and for the next starts. Throws a `Failure`, and is as before, if it is not kept. */
  async change(commands: Pick<Commands, "setPreferences">, some: Partial<Kept>) {
    const before = this.#kept;
    this.#use({ ...before, ...some });
    this.#changes += 1;
    try {
      await commands.setPreferences(this.#kept);
    } catch (thrown) {
      this.#use(before);
      throw toFailure(thrown);
    } finally {
      this.#changes -= 1;
    }
  }

  #use(kept: Kept) {
    this.#kept = kept;
    const root = document.documentElement;
    root.dataset["theme"] = kept.theme;
    root.dataset["density"] = kept.density;
    root.dataset["contrast"] = kept.contrast === "more" || strongContrast.matches ? "more" : "usual";
  }
}

export const preferences = new Preferences();
