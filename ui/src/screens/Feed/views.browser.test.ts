// The lists of posts, and the way from one to the next.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands, Features } from "$lib/ipc";
import { aFailure, aPage, aPost, aStatus, me, someone } from "../../test/fakes";
import { button, feedOf, field, open, posts, searchBox } from "../../test/window";

const NOTHING_ADDED: Features = {
  account: false,
  drafts: false,
  events: false,
  idempotency: false,
  sort: false,
  user_posts: false,
};

const tabs = () => page.getByRole("navigation", { name: "Lists of posts" });
const tab = (name: string) => tabs().getByRole("button", { name, exact: true });

/** A server with one post a view, which is about it. */
const about: Commands["feed"] = (view, search) =>
  Promise.resolve(aPage([aPost(1, { title: `About ${view.kind} ${search}`.trim() })]));

const post = (about: string) => page.getByRole("heading", { name: `About ${about}`, exact: true });

test("each list is a press away, by keyboard too, and says that it is the present one", async () => {
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
  for (const name of ["My posts", "My drafts"]) await expect.element(tab(name)).toBeVisible();
});

test("what a place does not offer is not there", async () => {
  await open(aStatus({ features: NOTHING_ADDED }), feedOf(aPost(1)));
  await expect.element(posts()).toBeVisible();
  await expect.element(tabs()).not.toBeInTheDocument();
  await expect.element(button(someone.email)).not.toBeInTheDocument();
  await expect.element(page.getByText(someone.email)).toBeVisible();
});

test("a place that offers less than at the last start opens with what it has", async () => {
  const reading = [{ view: { kind: "top" } as const, search: "", post: 3, offset: 0 }];
  const asked = vi.fn(about);
  await open(aStatus({ features: NOTHING_ADDED, reading }), { feed: asked });
  await expect.element(posts()).toBeVisible();
  expect(asked.mock.calls.map(([view]) => view.kind)).toEqual(["new"]);
});

test("the app opens in the list that was read last, with its search", async () => {
  const reading = [{ view: { kind: "hot" } as const, search: "bread", post: null, offset: 0 }];
  await open(aStatus({ reading }), { feed: about });
  await expect.element(post("hot bread")).toBeVisible();
  await expect.element(searchBox()).toHaveValue("bread");
});

test("each list keeps its own search", async () => {
  await open(aStatus(), { feed: about });
  await searchBox().fill("bread");
  await expect.element(post("new bread")).toBeVisible();
  await tab("Top").click();
  await expect.element(searchBox()).toHaveValue("");
  await tab("New").click();
  await expect.element(searchBox()).toHaveValue("bread");
});

test("a person's posts open from their name, without a form, and Escape leads back", async () => {
  const feed = vi.fn(about);
  await open(aStatus(), { feed });
  await button(someone.email).click();
  await expect.element(post("person")).toBeVisible();
  await expect.element(field("Title")).not.toBeInTheDocument();
  expect(feed).toHaveBeenLastCalledWith({ kind: "person", ...someone }, "", null);
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Title")).toBeVisible();
  await expect.element(tab("New")).toHaveAttribute("aria-current", "page");
});

test("a person whose account is gone is said to be, with a way back", async () => {
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
  await tab("My drafts").click();
  await expect.element(page.getByText("You have no drafts.")).toBeVisible();
  await tab("My posts").click();
  await expect.element(page.getByText("You have published nothing yet.")).toBeVisible();
});

test("a draft that is published where the drafts are listed leaves them", async () => {
  const draft = aPost(1, { published: false, mine: true, author: me });
  await open(aStatus(), {
    ...feedOf(draft),
    post: () => Promise.resolve(draft),
    updatePost: (_id, input) => Promise.resolve({ ...draft, ...input }),
  });
  await tab("My drafts").click();
  await button("Edit").click();
  await posts().getByRole("button", { name: "Publish" }).click();
  await expect.element(page.getByText("You have no drafts.")).toBeVisible();
});

test("each list is left and found at a place of its own", async () => {
  const many = Array.from({ length: 60 }, (_, index) => aPost(100 - index));
  const remember = vi.fn<Commands["remember"]>().mockResolvedValue(null);
  await open(aStatus(), { feed: () => Promise.resolve(aPage(many)), remember });
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
