// How this person likes to read, kept by the window itself: it concerns no server and no account.

const PAGED = "hearth.paged";

class Preferences {
  #paged = $state(localStorage.getItem(PAGED) === "yes");

  /** Posts come a page at a time, when asked for, and all stay on the page: as screen readers need it. */
  get paged(): boolean {
    return this.#paged;
  }

  set paged(paged: boolean) {
    this.#paged = paged;
    localStorage.setItem(PAGED, paged ? "yes" : "no");
  }
}

export const preferences = new Preferences();
