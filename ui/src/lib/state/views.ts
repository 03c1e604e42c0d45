// Names the views, says which ones a server offers, and which posts belong to each.
import { t } from "$lib/i18n";
import type { Features, FeedPost, View } from "$lib/ipc";
import { personName } from "$lib/text/person-name";

/** Returns a key that is equal for equal views. */
export function keyOf(view: View): string {
  return view.kind === "person" ? `person ${view.id}` : view.kind;
}

/** Lists the views that a server offers, except a person's posts. */
export function offered(features: Features): View[] {
  return [
    { kind: "new" },
    ...(features.sort ? [{ kind: "top" } as const, { kind: "hot" } as const] : []),
    ...(features.user_posts ? [{ kind: "mine" } as const] : []),
    ...(features.drafts ? [{ kind: "drafts" } as const] : []),
  ];
}

/** Tells whether a server offers the view. */
export function isOffered(view: View, features: Features): boolean {
  return view.kind === "person"
    ? features.user_posts
    : offered(features).some(({ kind }) => kind === view.kind);
}

/** Returns the name of a view. */
export function viewName(view: View): string {
  switch (view.kind) {
    case "new":
      return t("view-new");
    case "top":
      return t("view-top");
    case "hot":
      return t("view-hot");
    case "mine":
      return t("view-mine");
    case "drafts":
      return t("view-drafts");
    case "person":
      return t("view-person", { email: personName(view) });
  }
}

/** Tells whether a view has the newest post on top, so that another one can come above it. */
export function isChronological(view: View): boolean {
  return view.kind !== "top" && view.kind !== "hot";
}

/** Tells whether a post belongs to a view. */
export function belongs(post: FeedPost, view: View): boolean {
  switch (view.kind) {
    case "new":
      return true;
    case "top":
    case "hot":
      return post.published;
    case "mine":
      return post.mine && post.published;
    case "drafts":
      return post.mine && !post.published;
    case "person":
      return post.author.id === view.id && post.published;
  }
}
