// Live events while the list is on the screen.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { AccountCommands, Features } from "$lib/ipc";
import { aFailure, aPage, aPost, aStatus, someone, type AllCommands } from "../../test/fakes";
import { button, open, posts } from "../../test/window";

const many = Array.from({ length: 60 }, (_, index) => aPost(100 - index));
const created = (post: number) => ({ kind: "created", post, owner: someone.id }) as const;
const topOf = (id: number) => document.querySelector(`[data-post="${id}"]`)?.getBoundingClientRect().top;

/** The window in the middle of a long list; resolves to a post in view. */
async function readingOn(commands: Partial<AllCommands> = {}) {
  const app = await open(aStatus(), { feed: () => Promise.resolve(aPage(many)), ...commands });
  await expect.element(posts().first()).toBeVisible();
  for (let step = 0; step < 6; step++) {
    window.scrollBy(0, 500);
    await new Promise(requestAnimationFrame);
  }
  const id = await vi.waitFor(() => {
    const inView = [...document.querySelectorAll<HTMLElement>("[data-post]")].find(
      (post) => post.getBoundingClientRect().top > 100,
    );
    expect(inView).toBeDefined();
    return Number(inView?.dataset["post"]);
  });
  await settle();
  return { ...app, id };
}

/** Whatever would move has moved. */
async function settle() {
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}

test("new posts wait behind a button", async () => {
  const feed = vi.fn<AccountCommands["feed"]>(() => Promise.resolve(aPage(many)));
  const { tell, id } = await readingOn({ feed });
  const before = topOf(id);
  tell(created(101), created(102));
  await expect.element(button("2 new posts")).toBeVisible();
  await settle();
  expect(topOf(id)).toBe(before);
  feed.mockResolvedValueOnce(aPage([aPost(102), aPost(101), ...many]));
  await button("2 new posts").click();
  await expect.element(page.getByRole("heading", { name: "Title 102" })).toBeInViewport();
  await expect.element(button("2 new posts")).not.toBeInTheDocument();
});

test("posts removed above the window move nothing", async () => {
  const { tell, id } = await readingOn();
  const before = topOf(id);
  tell({ kind: "deleted", post: 100 }, { kind: "deleted", post: 97 });
  await settle();
  expect(topOf(id)).toBeCloseTo(before ?? NaN, 0);
  expect(document.querySelector('[data-post="100"]')).toBeNull();
});

test("the next post takes the place of a removed one", async () => {
  const { tell, id } = await readingOn();
  const before = topOf(id);
  tell({ kind: "deleted", post: id });
  await settle();
  expect(topOf(id)).toBeUndefined();
  expect(topOf(id - 1)).toBeCloseTo(before ?? NaN, 0);
});

test("votes and edits change in place", async () => {
  const { tell } = await open(aStatus(), {
    feed: () => Promise.resolve(aPage([aPost(1, { votes: 2 })])),
    post: () => Promise.resolve(aPost(1, { title: "Better", votes: 2 })),
  });
  await expect.element(button("Vote, 2 votes")).toBeVisible();
  tell({ kind: "changed", post: 1 });
  await expect.element(page.getByRole("heading", { name: "Better" })).toBeVisible();
  tell({ kind: "voted", post: 1, owner: 7, votes: 3 });
  await expect.element(button("Vote, 3 votes")).toBeVisible();
});

test("refreshes quietly after a gap in events", async () => {
  const feed = vi.fn<AccountCommands["feed"]>(() => Promise.resolve(aPage([aPost(2), aPost(1)])));
  const { tell } = await open(aStatus(), { feed });
  await expect.element(posts().nth(1)).toBeVisible();
  feed.mockResolvedValue(aPage([aPost(3), aPost(1, { votes: 4 })]));
  tell({ kind: "reset" });
  await expect.element(button("1 new post")).toBeVisible();
  await expect.element(button("Vote, 4 votes")).toBeVisible();
  await expect.element(page.getByText("Title 2")).not.toBeInTheDocument();
});

test("without events, refreshes on window focus", async () => {
  const features: Features = {
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
  const feed = vi.fn<AccountCommands["feed"]>(() => Promise.resolve(aPage([aPost(1)])));
  await open(aStatus({ features }), { feed });
  await expect.element(posts()).toBeVisible();
  feed.mockResolvedValueOnce(aPage([aPost(2), aPost(1)]));
  window.dispatchEvent(new Event("focus"));
  await expect.element(button("1 new post")).toBeVisible();
  feed.mockRejectedValueOnce(aFailure("unreachable", "No answer."));
  window.dispatchEvent(new Event("focus"));
  await settle();
  await expect.element(page.getByText("No answer.")).not.toBeInTheDocument();
});
