// Tracks which post has the focus. A dialog, which has it only for a moment, does not count.
import { createContext } from "svelte";

export class PostFocus {
  id = $state<number | null>(null);

  /** Something takes the focus. */
  readonly enter = (event: FocusEvent) => {
    if (event.target instanceof Element && !event.target.closest("dialog"))
      this.id = postAround(event.target);
  };

  /** Something loses it, perhaps to nothing: then the reader is nowhere, unless they only look at another window. */
  readonly leave = (event: FocusEvent) => {
    if (event.relatedTarget !== null || !document.hasFocus()) return;
    queueMicrotask(() => {
      if (document.activeElement === document.body) this.id = null;
    });
  };
}

function postAround(element: Element): number | null {
  const post = element.closest<HTMLElement>("[data-post]")?.dataset["post"];
  return post === undefined ? null : Number(post);
}

export const [getPostFocus, setPostFocus] = createContext<PostFocus>();
