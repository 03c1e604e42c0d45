// Checks that every text on every screen, and every accessible name, comes from a message or from data: each message is
// marked where it is formatted, and the data is Greek.
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Status } from "$lib/ipc";
import {
  aFailure,
  aPage,
  aPost,
  aSession,
  aStatus,
  anOutbox,
  anOutboxPost,
  type AllCommands,
} from "../fakes";
import { chooseInAccountMenu, open } from "../window";

vi.mock("$lib/i18n/messages", async (original) => {
  const messages = await original<typeof import("$lib/i18n/messages")>();
  return {
    ...messages,
    bundleOf: (...of: Parameters<typeof messages.bundleOf>) =>
      Object.assign(messages.bundleOf(...of), {
        _transform: (text: string) => (text.trim() ? `⟦${text}⟧` : text),
      }),
  };
});

const ada = { id: 1, email: "α@β" };
const grace = { id: 2, email: "γ@δ" };
const mine = aPost(1, { title: "Α", content: "Β", author: ada, mine: true, votes: 1, voted: true });
const other = aPost(2, {
  title: "Γ",
  content: "- [ ] Δ\n- [x] Ε\n\n![Ζ](https://η/θ)\n\n[ι](https://κ)\n\n".concat("λ ".repeat(900)),
  author: grace,
});
const draft = aPost(3, { title: "Μ", content: "Ν", author: ada, mine: true, published: false });
const signedIn = aStatus({ account: ada });
const signedOut = aStatus({ account: null, accounts: [], session_store: "until_exit", notice: "Ξ" });
const refusal = aFailure("server", "Ο");

const here = aSession("3", { current: true, device: "Hearth/1 (Τ)" });

const reading: Partial<AllCommands> = {
  feed: () => Promise.resolve(aPage([mine, other, draft], "π")),
  post: () => Promise.resolve(mine),
  about: () => Promise.resolve({ version: "1", tauri: "2", webview: "3", data_dir: "/ρ" }),
  accountDetails: () =>
    Promise.resolve({
      email: ada.email,
      created_at: "2026-01-02T03:04:05Z",
      phone_number: null,
      display_name: null,
    }),
  sessions: () =>
    Promise.resolve([aSession("1", { device: "Σ", address: "203.0.113.7" }), aSession("2"), here]),
  setPreferences: () => Promise.resolve(null),
};

const named = (role: "button" | "textbox" | "link" | "dialog", words: string) =>
  page.getByRole(role, { name: `⟦${words}⟧`, exact: true });
const press = (words: string) => named("button", words).first().click();

/** What the same in every language: the app, and what it is made of. */
const NAMES = /^[\s,]*(Hearth|Tauri, WebView|Markdown|English|العربية)[\s,]*$/;

/** Written by `Intl` in the language, or one letter of a name. */
const WORDED_ELSEWHERE = "time, .avatar, kbd, body [lang]";

/** Messages, what people wrote, addresses, dates by `Intl`, and the letters of keys. */
const DATA = [
  /⟦[^⟧]*⟧/gu,
  /\p{Script=Greek}/gu,
  /https?:\/\/|xn--\w+|hearth\.example\.org/g,
  /\w+ \d+, \d{4}(, \d+:\d+\s[AP]M)?/gu,
  /\+[A-Z](?!\p{L})/gu,
];

const NAMING = [
  "aria-label",
  "title",
  "placeholder",
  "alt",
  "aria-roledescription",
  "aria-valuetext",
  "value",
];

/** What is left of what can be read, without messages and data. */
function unworded(): string[] {
  const left = (text: string) => DATA.reduce((rest, data) => rest.replace(data, ""), text);
  const isWord = (text: string) => /\p{L}/u.test(left(text)) && !NAMES.test(left(text));
  const said: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (parent?.closest(`script, style, ${WORDED_ELSEWHERE}`) || parent === null) continue;
    if (isWord(node.textContent ?? "")) said.push(node.textContent ?? "");
  }
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    if (element.closest(WORDED_ELSEWHERE)) continue;
    for (const name of NAMING) {
      // A value is read out on buttons alone.
      if (name === "value" && !element.matches("input[type=button], input[type=submit]")) continue;
      const value = element.getAttribute(name);
      if (value !== null && isWord(value)) said.push(`${name}=${value}`);
    }
  }
  return said;
}

async function openFeed(status: Partial<Status> = {}, commands: Partial<AllCommands> = {}) {
  const window = await open({ ...signedIn, ...status }, { ...reading, ...commands });
  await expect.element(page.getByRole("heading", { name: "Hearth" })).toBeVisible();
  return window;
}

const step = (step: "find_database" | "serve" | "connect", state: "done" | "running" | "waiting") => ({
  step,
  state,
});

const failed = aStatus({
  account: null,
  phase: {
    kind: "failed",
    steps: [{ step: "migrate", state: "failed" }],
    error: { code: "server", message: "Ο", fields: {} },
  },
});

/** Each screen and what can be opened on it. */
const SCREENS: Record<string, () => Promise<unknown>> = {
  "choosing a server": async () => {
    await open(aStatus({ phase: { kind: "choosing" }, server: null, account: null }));
    await press("Connect");
  },
  starting: () =>
    open(
      aStatus({
        account: null,
        phase: {
          kind: "starting",
          steps: [step("find_database", "done"), step("serve", "running"), step("connect", "waiting")],
        },
      }),
    ),
  "a start that failed": () => open(failed),
  "the log": async () => {
    await open(failed, { log: () => Promise.resolve({ path: "/ρ", text: "σ" }) });
    await press("Show log");
  },
  "no answer": () => open(failed, { status: () => Promise.reject(refusal) }),
  "signing in": async () => {
    await open(signedOut);
    await press("Sign in");
  },
  "signing up": async () => {
    await open(signedOut);
    await press("Create an account");
    await press("Sign up");
  },
  "a refused sign-in": async () => {
    await open(signedOut, { signIn: () => Promise.reject(refusal) });
    await page.getByRole("textbox").first().fill("α@β");
    await page.getByLabelText("⟦Password⟧", { exact: true }).fill("τ");
    await press("Sign in");
  },
  "a passphrase to be chosen": async () => {
    await openFeed({ session_store: "until_exit" });
    await press("Use a passphrase…");
  },
  "a passphrase to be entered": async () => {
    await openFeed({ session_store: "passphrase_needed", connection: { kind: "locked" } });
    await press("Unlock");
  },
  feed: () => openFeed({ session_store: "until_exit" }),
  "an empty feed": () => openFeed({}, { feed: () => Promise.resolve(aPage([])) }),
  "an empty search": async () => {
    await openFeed({}, { feed: () => Promise.resolve(aPage([])) });
    await page.getByRole("searchbox").fill("υ");
    await expect.element(page.getByText("⟦Show all posts⟧")).toBeVisible();
  },
  "empty lists": async () => {
    await openFeed({}, { feed: () => Promise.resolve(aPage([])) });
    await press("Drafts");
    await expect.element(page.getByText("⟦You have no drafts.⟧")).toBeVisible();
  },
  "a feed that fails": () => openFeed({}, { feed: () => Promise.reject(refusal) }),
  "a person's posts": async () => {
    await openFeed();
    await page.getByRole("button", { name: grace.email }).first().click();
  },
  "new posts": async () => {
    const { tell } = await openFeed();
    await expect.element(named("button", "Edit").first()).toBeVisible();
    tell({ kind: "created", post: 9, owner: 2 });
    await expect.element(page.getByText(/new post/)).toBeVisible();
  },
  writing: async () => {
    await openFeed();
    await press("Write a post…");
    await named("textbox", "Title").fill("φ");
    await press("Publish");
    await press("Where your text is kept");
  },
  editing: async () => {
    await openFeed();
    await press("Edit");
  },
  "a conflict": async () => {
    const post = () => Promise.resolve({ ...mine, title: "Χ", content: "Ψ", published: false });
    await openFeed({}, { post });
    await press("Edit");
    await press("Save changes");
    await expect.element(named("dialog", "This post was changed elsewhere")).toBeVisible();
  },
  deleting: async () => {
    await openFeed();
    await press("Delete");
  },
  "a deletion": async () => {
    await openFeed();
    await press("Delete");
    await press("Delete post");
    await expect.element(named("button", "Undo")).toBeVisible();
  },
  "a refusal": async () => {
    await openFeed({}, { vote: () => Promise.reject(refusal) });
    await page.getByRole("button", { pressed: true }).first().click();
    await expect.element(named("button", "Copy details")).toBeVisible();
  },
  "a link": async () => {
    await openFeed(
      { pending_destination: { kind: "post", id: 2, server: null } },
      { post: () => Promise.resolve(other) },
    );
    await page.getByRole("link", { name: "ι" }).click();
    await expect.element(page.getByRole("dialog")).toBeVisible();
  },
  "a post": () => openFeed({ pending_destination: { kind: "post", id: 1, server: null } }),
  "the account's menu": async () => {
    await openFeed();
    await page.getByRole("button", { name: "Signed in as" }).click();
    await expect.element(page.getByRole("menu")).toBeVisible();
  },
  "a post beside its list": async () => {
    await openFeed();
    await page.viewport(1400, 800);
    await expect.element(page.getByText("⟦Choose a post to read it here.⟧")).toBeVisible();
    await page.getByRole("link", { name: "Α" }).click();
    await expect.element(named("button", "Close")).toBeVisible();
  },
  "the outbox": async () => {
    await openFeed();
    await page.viewport(1000, 800);
    await press("Outbox");
    await expect.element(page.getByText("⟦Nothing is waiting to be sent.⟧")).toBeVisible();
  },
  "a post that is gone": () =>
    openFeed(
      { pending_destination: { kind: "post", id: 1, server: null } },
      { post: () => Promise.reject(aFailure("not_found", "Ο")) },
    ),
  settings: async () => {
    await openFeed();
    await press("Settings");
    await press("Delete account…");
  },
  "sessions that are not listed, and ended ones": async () => {
    await openFeed(
      {},
      { sessions: () => Promise.resolve([aSession("1")]), endOtherSessions: () => Promise.resolve(null) },
    );
    await press("Settings");
    await press("Sign out everywhere else…");
    await press("Sign out everywhere else");
  },
  ...Object.fromEntries(
    ["Appearance", "Notifications", "Keyboard", "Desktop", "About"].map((category) => [
      `settings: ${category}`,
      async () => {
        await openFeed();
        await press("Settings");
        await press(category);
      },
    ]),
  ),
  "settings of a Python backend": async () => {
    await openFeed({ features: { ...signedIn.features, account: false } });
    await press("Settings");
  },
  "an export": async () => {
    await openFeed({}, { exportData: () => Promise.resolve("/ρ") });
    await press("Settings");
    await press("Export as JSON");
    await expect.element(page.getByText("/ρ").last()).toBeVisible();
  },
  "the palette": async () => {
    await openFeed();
    await userEvent.keyboard("{Control>}k{/Control}");
    await expect.element(page.getByRole("dialog")).toBeVisible();
  },
  "the help": async () => {
    await openFeed();
    await userEvent.keyboard("{F1}");
    await expect.element(page.getByRole("dialog")).toBeVisible();
  },
  offline: async () => {
    const waiting = [
      anOutboxPost("Α", { content: "Β", refused: "too_large" }),
      anOutboxPost("Γ", { content: "Δ", refused: "invalid", published: false }),
      anOutboxPost("Ε", { content: "Ζ", unsure: true }),
      anOutboxPost("Η", { content: "Θ" }),
    ];
    const outbox = () => Promise.resolve(anOutbox(waiting, { total: 9, votes: [1] }));
    await openFeed(
      { connection: { kind: "offline", since: "2026-01-02T03:04:05Z", insecure: false } },
      { outbox },
    );
    await expect.element(named("button", "Show more")).toBeVisible();
    await chooseInAccountMenu("Sign out");
    await expect.element(page.getByRole("dialog")).toBeVisible();
  },
};

beforeEach(() => {
  localStorage.clear();
});

test.each(Object.entries(SCREENS))("%s: everything is worded", async (_name, show) => {
  await show();
  // What appears a moment later is looked at too.
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(document.body.textContent).toContain("⟦");
  expect(unworded()).toEqual([]);
});

test("what is not worded is found, in a text and in a name", async () => {
  await openFeed();
  const stray = document.createElement("p");
  stray.textContent = "Stray words";
  stray.title = "Stray title";
  document.body.append(stray);
  expect(unworded()).toEqual(["Stray words", "title=Stray title"]);
  stray.remove();
});
