// Views, and navigation between them.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, Features } from "$lib/ipc";
import { aFailure, aPage, aPost, aStatus, me, someone } from "../../test/fakes";
import { button, feedOf, open, posts, searchBox } from "../../test/window";

const NOTHING_ADDED: Features = {
  account: false,
  display_names: false,
  drafts: false,
  events: false,
  idempotency: false,
  people_search: false,
  text_search: false,
  sessions: false,
  sort: false,
  user_posts: false,
  text_limits: null,
};

const tabs = () => page.getByRole("navigation", { name: "Lists" });
const tab = (name: string) => tabs().getByRole("button", { name, exact: true });

/** A server with one post a view, which is about it. */
const about: AccountCommands["feed"] = (view, search) =>
  Promise.resolve(aPage([aPost(1, { title: `About ${view.kind} ${search}`.trim() })]));

const post = (about: string) => page.getByRole("heading", { name: `About ${about}`, exact: true });

test("tabs switch lists and mark the current one", async () => {
  await open(aStatus(), { feed: about });
  await expect.element(tab("New")).toHaveAttribute("aria-current", "page");
  await tab("Top").click();
  await expect.element(post("top")).toBeVisible();
  await expect.element(tab("Top")).toHaveAttribute("aria-current", "page");
  await expect.element(tab("New")).not.toHaveAttribute("aria-current");
  (tab("Top").element() as HTMLElement).focus();
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await expect.element(tab("Hot")).toHaveAttribute("aria-current", "page");
  for (const name of ["My posts", "Drafts"]) await expect.element(tab(name)).toBeVisible();
});

test("what a server does not offer is not there", async () => {
  await open(aStatus({ features: NOTHING_ADDED }), feedOf(aPost(1)));
  await expect.element(posts()).toBeVisible();
  await expect.element(tabs()).not.toBeInTheDocument();
  await expect.element(button(someone.email)).not.toBeInTheDocument();
  await expect.element(page.getByText(someone.email)).toBeVisible();
});

test("opens with what the server offers now", async () => {
  const reading = [{ view: { kind: "top" } as const, search: "", post: 3, offset: 0 }];
  const asked = vi.fn(about);
  await open(aStatus({ features: NOTHING_ADDED, scroll_positions: reading }), { feed: asked });
  await expect.element(posts()).toBeVisible();
  expect(asked.mock.calls.map(([view]) => view.kind)).toEqual(["new"]);
});

test("opens in the last list, with its search", async () => {
  const reading = [{ view: { kind: "hot" } as const, search: "bread", post: null, offset: 0 }];
  await open(aStatus({ scroll_positions: reading }), { feed: about });
  await expect.element(post("hot bread")).toBeVisible();
  await expect.element(searchBox()).toHaveValue("bread");
});

test("what is searched for stays from list to list", async () => {
  await open(aStatus(), { feed: about });
  await searchBox().fill("bread");
  await expect.element(post("new bread")).toBeVisible();
  await tab("Top").click();
  await expect.element(post("top bread")).toBeVisible();
  await expect.element(searchBox()).toHaveValue("bread");
  await searchBox().fill("");
  await expect.element(post("top")).toBeVisible();
  await tab("New").click();
  await expect.element(post("new")).toBeVisible();
  await expect.element(searchBox()).toHaveValue("");
});

test("Escape in the list clears the search", async () => {
  await open(aStatus(), { feed: about });
  await searchBox().fill("bread");
  await userEvent.keyboard("{Enter}");
  await expect.element(post("new bread")).toBeVisible();
  await expect.element(searchBox()).not.toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(post("new")).toBeVisible();
  await expect.element(searchBox()).toHaveValue("");
});

test("a name opens the person's posts, Escape goes back", async () => {
  const feed = vi.fn(about);
  await open(aStatus(), { feed });
  await button(someone.email).click();
  await expect.element(post("person")).toBeVisible();
  await expect.element(button("Write a post…")).not.toBeInTheDocument();
  expect(feed).toHaveBeenLastCalledWith({ kind: "person", ...someone }, "", null);
  await userEvent.keyboard("{Escape}");
  await expect.element(button("Write a post…")).toBeVisible();
  await expect.element(tab("New")).toHaveAttribute("aria-current", "page");
});

test("says that an account is gone, with a way back", async () => {
  const gone = aFailure("not_found", "This person's account is gone.");
  await open(aStatus(), {
    feed: (view) => (view.kind === "person" ? Promise.reject(gone) : Promise.resolve(aPage([aPost(1)]))),
  });
  await button(someone.email).click();
  await expect.element(page.getByText(gone.message)).toBeVisible();
  await button("Back").click();
  await expect.element(posts()).toBeVisible();
});

test("an empty list says what would be in it", async () => {
  await open(aStatus(), feedOf());
  await tab("Drafts").click();
  await expect.element(page.getByText("You have no drafts.")).toBeVisible();
  await tab("My posts").click();
  await expect.element(page.getByText("You haven’t published anything yet.")).toBeVisible();
});

test("a published draft leaves the list of drafts", async () => {
  const draft = aPost(1, { published: false, mine: true, author: me });
  await open(aStatus(), {
    ...feedOf(draft),
    post: () => Promise.resolve(draft),
    updatePost: (_id, input) => Promise.resolve({ ...draft, ...input }),
  });
  await tab("Drafts").click();
  await button("Edit").click();
  await button("Publish").click();
  await expect.element(page.getByText("You have no drafts.")).toBeVisible();
});

test("each list is left and found at a position of its own", async () => {
  const many = Array.from({ length: 60 }, (_, index) => aPost(100 - index));
  const remember = vi.fn<AccountCommands["saveScrollPosition"]>().mockResolvedValue(null);
  await open(aStatus(), { feed: () => Promise.resolve(aPage(many)), saveScrollPosition: remember });
  await expect.element(posts().first()).toBeVisible();
  const topOf = (id: number) => document.querySelector(`[data-post="${id}"]`)?.getBoundingClientRect().top;
  window.scrollTo(0, 1500);
  const left = await vi.waitFor(() => {
    const inView = [...document.querySelectorAll<HTMLElement>("[data-post]")].find(
      (shown) => shown.getBoundingClientRect().top > 0,
    );
    expect(inView).toBeDefined();
    return Number(inView?.dataset["post"]);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = topOf(left);
  (tab("Top").element() as HTMLElement).click();
  await expect.element(tab("Top")).toHaveAttribute("aria-current", "page");
  expect(remember.mock.lastCall?.[0].view).toEqual({ kind: "new" });
  expect(remember.mock.lastCall?.[0].post).not.toBeNull();
  await vi.waitFor(() => {
    expect(window.scrollY).toBe(0);
  });
  (tab("New").element() as HTMLElement).click();
  await vi.waitFor(() => {
    expect(topOf(left)).toBeCloseTo(before ?? NaN, 0);
  });
});
