// Searching posts by their words, and people.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, FeedPage } from "$lib/ipc";
import { aPage, aPost, aStatus, someone } from "../../test/fakes";
import { open, posts, searchBox } from "../../test/window";

const found = {
  title: [
    { text: "My ", is_match: false },
    { text: "Bread", is_match: true },
  ],
  excerpt: [
    { text: "We **", is_match: false },
    { text: "baked", is_match: true },
    { text: "** all day", is_match: false },
  ],
};

/** A server that searches texts and finds one post. */
function finding(fields: Partial<FeedPage>): Pick<AccountCommands, "feed"> {
  return {
    feed: (_, search) =>
      Promise.resolve(
        search === ""
          ? aPage([aPost(1, { title: "My Bread", content: "We **baked** all day" }), aPost(2)])
          : { ...aPage([aPost(1, { title: "My Bread", found })]), in_texts: true, ...fields },
      ),
  };
}

const marks = () => [...document.querySelectorAll("mark")].map((mark) => mark.textContent);

test("of a long search the beginning is repeated", async () => {
  await open(aStatus(), { feed: () => Promise.resolve(aPage([])) });
  await searchBox().fill("x".repeat(500));
  await expect.element(page.getByRole("heading", { name: /^Titles containing “x{80}…”$/ })).toBeVisible();
});

test("marks what was found, and says how much", async () => {
  await open(aStatus(), finding({ count: { posts: 12, more: false } }));
  await searchBox().fill("baking bread");
  await expect.element(page.getByRole("heading", { name: "Posts with “baking bread”" })).toBeVisible();
  await expect.element(page.getByText("12 posts").first()).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "My Bread" })).toBeVisible();
  expect(marks()).toEqual(["Bread", "baked"]);
  await expect.element(page.getByText("We baked all day")).toBeVisible();
  await searchBox().fill("");
  await expect.element(page.getByRole("heading", { name: "Title 2" })).toBeVisible();
  expect(marks()).toEqual([]);
});

test("says that there are more than are counted", async () => {
  await open(aStatus(), finding({ count: { posts: 1000, more: true } }));
  await searchBox().fill("bread");
  await expect.element(page.getByText("More than 1,000 posts").first()).toBeVisible();
});

test("helps where nothing is found", async () => {
  await open(aStatus(), finding({ posts: [], count: { posts: 0, more: false } }));
  await searchBox().fill("zebra");
  await expect.element(page.getByText("No post has “zebra” in its title or text.")).toBeVisible();
  await expect.element(page.getByText("Check the spelling, or try fewer or other words.")).toBeVisible();
});

test("people who are found open their posts", async () => {
  const searchPeople = vi.fn(() => Promise.resolve([{ ...someone, display_name: "Grace Hopper" }]));
  await open(aStatus(), { ...finding({ posts: [] }), searchPeople });
  await searchBox().fill("hopper");
  await page.getByRole("button", { name: /Grace Hopper/ }).click();
  await expect.element(page.getByText("Posts by").first()).toBeVisible();
  expect(searchPeople).toHaveBeenCalledWith("hopper");
});

test("Down leads from the search to who was found, and on to the posts", async () => {
  const people = [
    { ...someone, display_name: "Grace Hopper" },
    { id: 3, email: "hopper@example.org" },
  ];
  await open(aStatus(), { ...finding({}), searchPeople: () => Promise.resolve(people) });
  await searchBox().fill("hopper");
  await expect.element(page.getByRole("button", { name: /Grace Hopper/ })).toBeVisible();
  await searchBox().click();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByRole("button", { name: /Grace Hopper/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(searchBox()).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.element(page.getByRole("button", { name: /hopper@example.org/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(posts().first()).toHaveFocus();
});

test("Down leads from the search to the posts where nobody was found", async () => {
  await open(aStatus(), finding({}));
  await searchBox().fill("bread");
  await expect.element(page.getByRole("heading", { name: "Posts with “bread”" })).toBeVisible();
  await searchBox().click();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(posts().first()).toHaveFocus();
});

test("a search of all posts is not the list of new ones", async () => {
  await open(aStatus(), finding({}));
  const current = (name: string) => page.getByRole("button", { name, exact: true }).element().ariaCurrent;
  await expect.element(posts().first()).toBeVisible();
  expect(current("New")).toBe("page");
  await searchBox().fill("bread");
  await expect.element(page.getByRole("heading", { name: "Posts with “bread”" })).toBeVisible();
  expect(current("New")).toBeNull();
  await page.getByRole("button", { name: "My posts", exact: true }).click();
  await expect.element(page.getByRole("heading", { name: "Posts with “bread”" })).toBeVisible();
  expect(current("My posts")).toBe("page");
});

test("what was searched without the server is searched anew when it is back", async () => {
  let away = true;
  const feed: AccountCommands["feed"] = (_, search) =>
    Promise.resolve(
      search === ""
        ? aPage([aPost(1)])
        : away
          ? { ...aPage([aPost(1, { title: "My Bread" })]), as_of: "2026-01-02T03:04:05Z" }
          : {
              ...aPage([aPost(2, { title: "Rolls", found })]),
              in_texts: true,
              count: { posts: 7, more: false },
            },
    );
  const offline = aStatus({
    connection: { kind: "offline", since: "2026-01-02T03:04:05Z", insecure: false },
  });
  const { send } = await open(offline, { feed });
  await searchBox().fill("bread");
  await expect.element(page.getByRole("heading", { name: "Titles containing “bread”" })).toBeVisible();
  away = false;
  send(aStatus());
  await expect.element(page.getByRole("heading", { name: "Posts with “bread”" })).toBeVisible();
  await expect.element(page.getByText("7 posts").first()).toBeVisible();
});

test("the field says that people are found, too", async () => {
  await open(aStatus(), finding({}));
  await expect.element(searchBox()).toHaveAttribute("placeholder", "Posts and people");
});

test("says what is searched where texts cannot be", async () => {
  const features = { ...aStatus().features, text_search: false, people_search: false };
  await open(aStatus({ features }), finding({ in_texts: false }));
  await expect.element(searchBox()).toHaveAttribute("placeholder", "Search posts");
  await searchBox().fill("bread");
  await expect.element(page.getByRole("heading", { name: "Titles containing “bread”" })).toBeVisible();
});
