// Lists too long to be on the page as a whole.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, FeedPage } from "$lib/ipc";
import { preferences } from "$lib/state/preferences.svelte";
import { aPage, aPost, aStatus, thePreferences, Waiting } from "../../test/fakes";
import { button, open, posts } from "../../test/window";

const COUNT = 10_000;
const MOST = 150;

/** Posts of very different heights. */
const many = Array.from({ length: COUNT }, (_, index) =>
  aPost(COUNT - index, { content: "A line of its own.\n\n".repeat(1 + ((index * 7) % 11)) }),
);

const onPage = () => document.querySelectorAll("article").length;
const inView = () =>
  [...document.querySelectorAll<HTMLElement>("[data-post]")]
    .filter((post) => {
      const { top, bottom } = post.getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    })
    .map((post) => Number(post.dataset["post"]));
const frame = () => new Promise(requestAnimationFrame);

test("renders only posts near the window, without gaps", async () => {
  await open(aStatus(), { feed: () => Promise.resolve(aPage(many)) });
  await expect.element(posts().first()).toBeVisible();
  let most = 0;
  const seen = new Set<number>(inView());
  for (let step = 0; step < 120; step++) {
    window.scrollBy(0, 400);
    await frame();
    await frame();
    most = Math.max(most, onPage());
    for (const id of inView()) seen.add(id);
  }
  expect(most).toBeLessThan(MOST);
  const ids = [...seen];
  expect(ids.length).toBeGreaterThan(60);
  expect(ids).toEqual(ids.map((_, index) => COUNT - index));
});

test("the first paint waits for visible posts only", async () => {
  const most: number[] = [];
  const watch = new MutationObserver(() => most.push(onPage()));
  watch.observe(document.body, { childList: true, subtree: true });
  await open(aStatus(), { feed: () => Promise.resolve(aPage(many)) });
  await vi.waitFor(() => {
    expect(onPage()).toBeGreaterThan(0);
  });
  const atFirst = most.find((count) => count > 0);
  await vi.waitFor(() => {
    expect(onPage()).toBeGreaterThan(inView().length + 4);
  });
  watch.disconnect();
  // As many as there would be if each was short.
  expect(atFirst).toBeLessThanOrEqual(5);
});

test("a position far down is restored", async () => {
  const reading = [{ view: { kind: "new" } as const, search: "", post: 5000, offset: -20 }];
  await open(aStatus({ scroll_positions: reading }), { feed: () => Promise.resolve(aPage(many)) });
  await vi.waitFor(() => {
    const top = document.querySelector('[data-post="5000"]')?.getBoundingClientRect().top;
    expect(top).toBeCloseTo(-20, 0);
  });
  expect(onPage()).toBeLessThan(MOST);
});

test("page by page keeps all posts on the page", async () => {
  const server = new Waiting<Parameters<AccountCommands["feed"]>, FeedPage>();
  await open(aStatus({ preferences: { ...thePreferences, paged: true } }), { feed: server.call });
  await vi.waitFor(() => server.at(0));
  server.at(0).answer(aPage(many.slice(0, 100), "more"));
  await expect.element(posts().nth(99)).toBeInTheDocument();
  window.scrollTo(0, document.body.scrollHeight);
  await frame();
  await frame();
  expect(server.calls).toHaveLength(1);
  await button("Load more").click();
  server.at(1).answer(aPage(many.slice(100, 120)));
  await expect.element(posts().nth(119)).toBeInTheDocument();
});

test("the loading mode can be toggled by keyboard", async () => {
  const feed = () => Promise.resolve(aPage(many.slice(0, 50)));
  await open(aStatus(), { feed, setPreferences: () => Promise.resolve(null) });
  await expect.element(posts().first()).toBeVisible();
  const change = page.getByRole("button", { name: "Load page by page" });
  (change.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(posts().nth(49)).toBeInTheDocument();
  expect(preferences.current.paged).toBe(true);
  await expect.element(page.getByRole("button", { name: "Load automatically" })).toHaveFocus();
  // The button is hidden until it has the focus, and the list looks as before: so it is said.
  await expect.element(page.getByText("Posts now load page by page")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Posts now load as you scroll")).toBeVisible();
});
