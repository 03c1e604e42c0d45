// Recovers the focus when the element that had it is removed: it moves to what is focusable nearby.

/** Whoever removes something from the page has until then to say where the focus goes. */
const GRACE_MS = 400;

/** What can take the focus, a heading's beginning included; but not what shows by its focus alone. */
const TAKES = "[tabindex], a[href], button:not(:disabled, .skip), input, textarea, select";

/** Returns the field that is filled in next, where there is a form. */
function emptyField(place: Element): HTMLElement | undefined {
  return [...place.querySelectorAll<HTMLInputElement>("input:required")].find((field) => field.value === "");
}

/** Starts to watch the focus. Returns a function that stops. */
export function recoverLostFocus(): () => void {
  let around: Element[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const remember = ({ target }: FocusEvent) => {
    around = [];
    for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement)
      around.push(at);
  };
  const isLost = () => document.activeElement === document.body && around[0]?.isConnected === false;
  const recover = () => {
    if (!isLost()) return;
    const places = around.filter((element) => element.isConnected);
    const heir = places
      .map((place) => emptyField(place) ?? place.querySelector<HTMLElement>(TAKES))
      .find((found) => found !== null);
    heir?.focus({ preventScroll: true });
  };

  const observer = new MutationObserver(() => {
    if (!isLost()) return;
    clearTimeout(timer);
    timer = setTimeout(recover, GRACE_MS);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", remember);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", remember);
  };
}
