// Searching posts by their words, and people.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { AccountCommands, FeedPage } from "$lib/ipc";
import { aPage, aPost, aStatus, someone } from "../../test/fakes";
import { open, searchBox } from "../../test/window";

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

test("says what is searched where texts cannot be", async () => {
  const features = { ...aStatus().features, text_search: false, people_search: false };
  await open(aStatus({ features }), finding({ in_texts: false }));
  await expect.element(searchBox()).toHaveAttribute("placeholder", "Search posts");
  await searchBox().fill("bread");
  await expect.element(page.getByRole("heading", { name: "Titles containing “bread”" })).toBeVisible();
});
