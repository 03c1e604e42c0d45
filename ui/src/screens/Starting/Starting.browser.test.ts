import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aStatus } from "../../test/fakes";
import { button, open } from "../../test/window";

const failed = aStatus({
  phase: {
    kind: "failed",
    steps: [
      { step: "find_database", state: "done" },
      { step: "start_database", state: "failed" },
    ],
    error: { code: "storage", message: "The disk is full. Free some space, then retry.", fields: {} },
  },
  account: null,
});

test("a failed step is shown and can be retried", async () => {
  const retry = vi.fn<Commands["retry"]>().mockResolvedValue(null);
  await open(failed, { retry });
  await expect.element(page.getByRole("alert").first()).toHaveTextContent("The disk is full.");
  await expect.element(page.getByText("Start the database: failed")).not.toBeVisible();
  await page.getByText("Details", { exact: true }).click();
  await expect.element(page.getByText("Start the database: failed")).toBeVisible();
  await expect.element(button("Copy details")).toBeVisible();
  await button("Try again").click();
  expect(retry).toHaveBeenCalledOnce();
});

test("the log opens at its end, and returns the focus", async () => {
  const text = Array.from({ length: 200 }, (_, line) => `line ${line}`).join("\n");
  await open(failed, { log: () => Promise.resolve({ path: "/tmp/hearth.log", text }) });
  await button("Show log").click();
  const log = page.getByLabelText("Log text");
  await expect.element(log).toBeVisible();
  const { scrollTop, clientHeight, scrollHeight } = log.element();
  expect(scrollTop + clientHeight).toBeGreaterThan(scrollHeight - 2);
  await userEvent.keyboard("{Escape}");
  await expect.element(button("Show log")).toHaveFocus();
  await expect.element(log).not.toBeInTheDocument();
});
