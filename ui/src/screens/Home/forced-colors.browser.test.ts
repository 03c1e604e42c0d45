// What is chosen, on, off, disabled or focused is seen where all colours are the system's, as in high contrast on Windows.
import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import type { Desktop } from "$lib/ipc";
import { aPost, aStatus, thePreferences } from "../../test/fakes";
import { button, feedOf, open, posts } from "../../test/window";

/** More than the edges of letters may differ by. */
const SEEN = 30;

const forceColors = (value: "active" | "none") =>
  cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value }] });

beforeEach(async () => {
  await forceColors("active");
  expect(matchMedia("(forced-colors: active)").matches).toBe(true);
});

afterEach(() => forceColors("none"));

/** The pixels of an element, as they are on the screen. */
async function pixelsOf(element: Element): Promise<ImageData> {
  const picture = await page.screenshot({ element, save: false });
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  canvas?.drawImage(bitmap, 0, 0);
  return canvas?.getImageData(0, 0, bitmap.width, bitmap.height) ?? new ImageData(1, 1);
}

/** Counts the pixels that two elements, or two moments of one, have otherwise than each other, where both have some. */
function difference(one: ImageData, other: ImageData): number {
  const isOther = (x: number, y: number, colour: number) => {
    const [here, there] = [one, other].map(({ data, width }) => data[(y * width + x) * 4 + colour] ?? 0);
    return Math.abs((here ?? 0) - (there ?? 0)) > 48;
  };
  let count = 0;
  for (let y = 0; y < Math.min(one.height, other.height); y += 1)
    for (let x = 0; x < Math.min(one.width, other.width); x += 1)
      if ([0, 1, 2].some((colour) => isOther(x, y, colour))) count += 1;
  return count;
}

const toggle = (name: string) => page.getByRole("switch", { name });

async function openDesktopSettings(desktop: Partial<Desktop>, keep_in_tray: boolean) {
  const preferences = { ...thePreferences, keep_in_tray };
  const status = aStatus();
  await open(
    { ...status, preferences, features: { ...status.features, account: false } },
    {
      ...feedOf(),
      about: () => Promise.resolve({ version: "1.2.3", tauri: "2", webview: "2.50", data_dir: "/data" }),
      desktop: () => Promise.resolve({ tray: true, notifications: true, launch_at_login: false, ...desktop }),
    },
  );
  await button("Settings").click();
  await button("Desktop").click();
  await expect.element(toggle("Start Hearth at login")).toBeVisible();
}

test("a switch shows whether it is on, and whether it can be turned", async () => {
  await openDesktopSettings({}, true);
  const on = await pixelsOf(toggle("Keep Hearth in the tray").element());
  const off = await pixelsOf(toggle("Start Hearth at login").element());
  expect(difference(on, off)).toBeGreaterThan(SEEN);
});

test("a switch that cannot be turned looks otherwise", async () => {
  await openDesktopSettings({ tray: false }, false);
  const disabled = await pixelsOf(toggle("Keep Hearth in the tray").element());
  const off = await pixelsOf(toggle("Start Hearth at login").element());
  expect(difference(disabled, off)).toBeGreaterThan(SEEN);
});

test("what is chosen looks otherwise than what is not", async () => {
  await openDesktopSettings({}, false);
  await button("Appearance").click();
  const themes = page.getByRole("group", { name: "Theme" });
  const choice = (name: string) => themes.getByRole("radio", { name, exact: true }).element();
  const chosen = await pixelsOf(choice("Light"));
  const other = await pixelsOf(choice("Dark"));
  const followed = await pixelsOf(choice("Follow system"));
  expect(Math.max(difference(chosen, other), difference(followed, other))).toBeGreaterThan(SEEN);
  const category = button("Appearance").element();
  const current = await pixelsOf(category);
  await button("Desktop").click();
  await userEvent.unhover(category);
  expect(difference(current, await pixelsOf(category))).toBeGreaterThan(SEEN);
});

test("a vote, the list and the post that is open are seen", async () => {
  const shown = [aPost(3, { voted: true }), aPost(2), aPost(1)];
  await open(aStatus(), { ...feedOf(...shown), post: (id) => Promise.resolve(aPost(id)) });
  await expect.element(posts().first()).toBeVisible();
  const votes = [...document.querySelectorAll("[data-post] .vote button")];
  const [given, none] = [await pixelsOf(votes[0] as Element), await pixelsOf(votes[1] as Element)];
  expect(difference(given, none)).toBeGreaterThan(SEEN);

  const top = button("Top").element();
  const before = await pixelsOf(top);
  await button("Top").click();
  await userEvent.unhover(top);
  top.blur();
  expect(difference(before, await pixelsOf(top))).toBeGreaterThan(SEEN);

  await page.viewport(1300, 700);
  const row = document.querySelector('[data-post="2"]') as HTMLElement;
  const closed = await pixelsOf(row);
  await page.getByRole("link", { name: "Title 2" }).click();
  await expect.element(button("Copy link").first()).toBeVisible();
  expect(difference(closed, await pixelsOf(row))).toBeGreaterThan(SEEN);
});

test("the focus is seen on a post, on a button and in a field", async () => {
  await open(aStatus(), feedOf(aPost(2), aPost(1)));
  await expect.element(posts().first()).toBeVisible();
  const field = page.getByRole("searchbox").element();
  for (const element of [posts().first().element(), button("Refresh").element(), field]) {
    const around = element.parentElement ?? element;
    await userEvent.keyboard("{Tab}");
    (document.activeElement as HTMLElement).blur();
    const before = await pixelsOf(around);
    if (element instanceof HTMLElement) element.focus();
    expect(difference(before, await pixelsOf(around))).toBeGreaterThan(SEEN);
  }
});
