import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { Commands, ServerCheck, ServerLocation } from "$lib/ipc";
import { aPage, aStatus } from "../../test/fakes";
import { button, open } from "../../test/window";

const row = (id: string, label: string, value: string) => ({ id, label, value, verdict: "good" as const });

function found(server: ServerLocation): ServerCheck {
  const here = server.kind === "this_computer";
  const rows = [row("reached", "Answers", "Yes"), row("latency", "Time to answer", here ? "1 ms" : "20 ms")];
  return { server, rows: here ? rows : [...rows, row("certificate", "Certificate", "From Ada")] };
}

test("two servers stand side by side, and are copied as text", async () => {
  const status = aStatus({ recent_servers: ["https://a.example/"] });
  const checkServer = vi.fn<Commands["checkServer"]>((server) => Promise.resolve(found(server)));
  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await open(status, {
    feed: () => Promise.resolve(aPage([])),
    status: () => Promise.resolve(status),
    checkServer,
  });
  await button("Settings").click();
  await button("Check this server").click();
  await expect.element(page.getByRole("row", { name: "Time to answer 1 ms" })).toBeVisible();
  await page.getByLabelText("Compare with").selectOptions("a.example");
  await expect.element(page.getByRole("row", { name: "Time to answer 1 ms 20 ms" })).toBeVisible();
  await expect.element(page.getByRole("row", { name: "Certificate – From Ada" })).toBeVisible();
  await button("Copy as text").click();
  expect(writeText).toHaveBeenCalledWith(
    "This computer\nAnswers: Yes\nTime to answer: 1 ms\n\n" +
      "a.example\nAnswers: Yes\nTime to answer: 20 ms\nCertificate: From Ada",
  );
});
