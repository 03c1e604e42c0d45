// What is said while the server is away.
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { aPost, aStatus } from "../../test/fakes";
import { button, feedOf, open } from "../../test/window";

const away = () =>
  aStatus({ connection: { kind: "offline", since: "2026-01-02T03:04:05Z", insecure: false } });

test("reconnecting shows that it is tried, and what came of it", async () => {
  const { send } = await open(away(), feedOf(aPost(1)));
  await expect.element(button("Reconnect now")).toBeVisible();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    await button("Reconnect now").click();
    await expect.element(button("Reconnect now")).toHaveAttribute("aria-busy", "true");
    vi.advanceTimersByTime(3000);
    await expect.element(page.getByText("Still no answer. Hearth keeps trying.")).toBeVisible();
    await expect.element(button("Reconnect now")).not.toHaveAttribute("aria-busy");
    vi.advanceTimersByTime(8000);
    await expect.element(page.getByText("Still no answer.")).not.toBeInTheDocument();
  } finally {
    vi.useRealTimers();
  }
  send(aStatus());
  await expect.element(button("Reconnect now")).not.toBeInTheDocument();
});
