// Checks how a command is called; the names and arguments of each are generated.
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands, type CommandError } from ".";

beforeEach(() => {
  vi.stubGlobal("window", globalThis);
});

afterEach(() => {
  clearMocks();
  vi.unstubAllGlobals();
});

const account = { server: { kind: "this_computer" as const }, account: 1 };

test("a command is called by its name in Rust, with its arguments by name", async () => {
  const rust = vi.fn();
  mockIPC(rust);
  await commands.of(account).changePassword("c", "n");
  expect(rust).toHaveBeenCalledWith("change_password", { account, current: "c", new: "n" });
});

test("a rejection arrives as a failure", async () => {
  const error: CommandError = { code: "forbidden", message: "Not yours.", fields: {} };
  mockIPC(() => {
    // Rust rejects with plain data.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw error;
  });
  await expect(commands.of(account).deletePost(1)).rejects.toMatchObject({
    ...error,
    details: expect.stringContaining("delete_post") as string,
  });
});
