// What the palette finds besides commands, in a real browser.
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands, Commands, FeedPage } from "$lib/ipc";
import { ALL_SETTINGS } from "$lib/palette/settings";
import { tIn } from "$lib/i18n";
import {
  aFailure,
  aPage,
  aPost,
  aStatus,
  someone,
  thePreferences,
  Waiting,
  type AllCommands,
} from "../../test/fakes";
import { button, feedOf, open, posts, searchBox } from "../../test/window";

const option = (name: string) => page.getByRole("option", { name });
const group = (name: string) => page.getByRole("group", { name, exact: true });
const heading = (name: string) => page.getByRole("heading", { name, exact: true });
const active = () => document.querySelector("[role=option][aria-selected=true]");
const say = (words: string) => page.getByRole("dialog").getByText(words);

beforeEach(() => {
  localStorage.clear();
});

const known = [aPost(1, { title: "Sourdough" }), aPost(2, { title: "Soup" })];
const unknown = aPost(9, { title: "Dough of the day" });

async function openPalette(commands: Partial<AllCommands> = {}, status = aStatus()) {
  await open(status, {
    ...feedOf(...known),
    post: (id) => Promise.resolve([...known, unknown].find((post) => post.id === id) ?? aPost(id)),
    about: () => Promise.resolve({ version: "1.2.3", tauri: "2", webview: "2.50", data_dir: "/data" }),
    accountDetails: () =>
      Promise.resolve({
        email: "a@b",
        created_at: "2026-01-02T03:04:05Z",
        phone_number: null,
        display_name: null,
      }),
    ...commands,
  });
  await expect.element(posts().first()).toBeVisible();
  await userEvent.keyboard("{Control>}k{/Control}");
}

/** The first list of posts answers at once, searches when the test says. */
function searching() {
  const searches = new Waiting<unknown[], FeedPage>();
  const feed: AccountCommands["feed"] = (view, search, next) =>
    search === "" ? Promise.resolve(aPage(known)) : searches.call(view, search, next);
  return { searches, feed };
}

test("a post is opened by a part of its title", async () => {
  await openPalette();
  await userEvent.keyboard("dough");
  await expect.element(group("Posts")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(heading("Sourdough")).toHaveFocus();
});

test("finds unknown posts through the server", async () => {
  const { searches, feed } = searching();
  await openPalette({ feed });
  await userEvent.keyboard("dough");
  await expect.element(say("Searching the server…")).toBeVisible();
  await userEvent.keyboard("{ArrowDown}");
  const at = active()?.id;
  expect(active()).toHaveTextContent("Search posts for");
  await vi.waitFor(() => {
    searches.at(0).answer(aPage([unknown]));
  });
  await expect.element(option("Dough of the day")).toBeVisible();
  expect(active()?.id).toBe(at);
  expect(document.activeElement?.getAttribute("aria-activedescendant")).toBe(at);
  await expect.element(say("Searching the server…")).not.toBeInTheDocument();
  await expect.element(say("3 results")).toBeInTheDocument();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}{Enter}");
  await expect.element(page.getByRole("article", { name: "Dough of the day" })).toBeVisible();
});

test("a failed search says why and keeps known posts", async () => {
  const { searches, feed } = searching();
  await openPalette({ feed });
  await userEvent.keyboard("dough");
  await vi.waitFor(() => {
    searches.at(0).refuse(aFailure("unreachable", "Nobody answers."));
  });
  await expect.element(say("Nobody answers.")).toBeVisible();
  await expect.element(option("Sourdough")).toBeVisible();
  await userEvent.keyboard("{Control>}a{/Control}{Backspace}");
  await expect.element(say("Nobody answers.")).not.toBeInTheDocument();
});

test("opens a person's posts by part of their address", async () => {
  await openPalette();
  await userEvent.keyboard("grace{Enter}");
  await expect.element(page.getByText(`Posts by ${someone.email}`).first()).toBeVisible();
});

test("all titles are searched from any list", async () => {
  const feed = vi.fn<AccountCommands["feed"]>().mockResolvedValue(aPage(known));
  await openPalette({ feed });
  await userEvent.keyboard("drafts{Enter}");
  await expect.element(button("Drafts")).toHaveAttribute("aria-current", "page");
  await userEvent.keyboard("{Control>}k{/Control}soup{ArrowUp}{Enter}");
  await expect.element(searchBox()).toHaveValue("soup");
  await expect.element(heading("Titles containing “soup”")).toHaveFocus();
  expect(feed.mock.lastCall).toEqual([{ kind: "new" }, "soup", null]);
});

test.each(ALL_SETTINGS)("$id is found among the settings, which open there", async ({ id, message }) => {
  await openPalette();
  const name = tIn("en", message);
  await userEvent.keyboard(name);
  await group("Settings").getByRole("option", { name, exact: true }).click();
  await expect.element(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  const first: Record<string, string> = { phone: "Phone number", password: "Current password" };
  const isThere = () => {
    const at = document.activeElement;
    const around = at?.closest("fieldset, [role=group], form, h3, h4, .delete, .export, div:has(> label)");
    expect(`${at?.id} ${(around ?? at)?.textContent}`).toContain(first[id] ?? name);
    expect(at?.matches("dialog :is(h3, h4, input, button)")).toBe(true);
  };
  await vi.waitFor(isThere);
});

test("does not move the focus after the user acted", async () => {
  const desktop = new Waiting<[], Awaited<ReturnType<Commands["desktop"]>>>();
  await openPalette({ desktop: desktop.call });
  await userEvent.keyboard("tray");
  await group("Settings").getByRole("option", { name: "Keep Hearth in the tray" }).click();
  await expect.element(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await userEvent.keyboard("{Tab}");
  const at = document.activeElement;
  await vi.waitFor(() => {
    desktop.at(0).answer({ tray: true, notifications: true, launch_at_login: false });
  });
  await expect.element(page.getByRole("switch", { name: "Keep Hearth in the tray" })).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(document.activeElement).toBe(at);
});

test("offers nothing that the server lacks", async () => {
  const status = aStatus();
  const features = { ...status.features, account: false, user_posts: false };
  await openPalette({}, { ...status, features });
  await expect.element(option("Phone number")).not.toBeInTheDocument();
  await userEvent.keyboard("grace");
  await expect.element(option("Search posts for")).toBeVisible();
  await expect.element(option(someone.email)).not.toBeInTheDocument();
});

test("while the server is away one can try at once", async () => {
  const reconnect = vi.fn<Commands["reconnect"]>().mockResolvedValue(null);
  await openPalette(
    { reconnect },
    aStatus({ connection: { kind: "offline", since: "2026-01-02T03:04:05Z", insecure: false } }),
  );
  reconnect.mockClear();
  await userEvent.keyboard("reconnect now{Enter}");
  await expect.poll(() => reconnect.mock.calls.length).toBe(1);
  document.body.focus();
});

test("while it is there, there is nothing to try", async () => {
  await openPalette();
  await userEvent.keyboard("reconnect");
  await expect.element(option("Reconnect now")).not.toBeInTheDocument();
});

test("appearance and desktop commands say what they did", async () => {
  const setPreferences = vi.fn<Commands["setPreferences"]>().mockResolvedValue(null);
  const desktop = { tray: false, notifications: true, launch_at_login: false };
  const setLaunchAtLogin = vi.fn<Commands["setLaunchAtLogin"]>().mockResolvedValue(null);
  await openPalette({ setPreferences, setLaunchAtLogin, desktop: () => Promise.resolve(desktop) });
  await userEvent.keyboard("compact{Enter}");
  expect(setPreferences).toHaveBeenLastCalledWith({ ...thePreferences, density: "compact" });
  await userEvent.keyboard("{Control>}k{/Control}comfortable d{Enter}");
  await userEvent.keyboard("{Control>}k{/Control}vote notif{Enter}");
  await expect.element(page.getByText("Vote notifications are on.")).toBeVisible();
  expect(setPreferences).toHaveBeenLastCalledWith({ ...thePreferences, notifications: true });
  await userEvent.keyboard("{Control>}k{/Control}start at login{Enter}");
  await expect.element(page.getByText("Hearth will start at login.")).toBeVisible();
  expect(setLaunchAtLogin).toHaveBeenCalledWith(true);
  await userEvent.keyboard("{Control>}k{/Control}keeping in the tray{Enter}");
  await expect.element(page.getByText("This desktop has no tray.")).toBeVisible();
});

test("a language is found by its English name, and turning off the server of this computer by its words", async () => {
  await openPalette();
  await userEvent.keyboard("arab");
  await expect.element(option("Language: العربية")).toBeVisible();
  await page.getByRole("combobox").fill("turn off");
  await option("Server on this computer").click();
  await expect.element(button("Turn off")).toHaveFocus();
});

test("nothing is left of the list where nothing is found", async () => {
  await openPalette();
  const list = () => document.querySelector("[role=listbox]");
  expect(list()?.checkVisibility()).toBe(true);
  await userEvent.keyboard("g x");
  expect(list()?.checkVisibility()).toBe(true);
});
