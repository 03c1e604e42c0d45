import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aFailure, aStatus, settled, Waiting } from "../../test/fakes";
import { button, field, open } from "../../test/window";

const choosing = aStatus({ server: null, phase: { kind: "choosing" }, account: null });

test("the keyboard starts at this computer", async () => {
  const chooseServer = vi.fn<Commands["chooseServer"]>().mockResolvedValue(null);
  await open(choosing, { chooseServer });
  await expect.element(button("Use this computer")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(chooseServer).toHaveBeenCalledWith({ kind: "this_computer" });
});

test("an address that does not pass is told at its field", async () => {
  const refused = aFailure("invalid", "It does not pass.", { address: "This is no address." });
  await open(choosing, { chooseServer: () => Promise.reject(refused) });
  await field("Server address").fill("nonsense");
  await userEvent.keyboard("{Enter}");
  await expect.element(field("Server address")).toHaveAccessibleDescription("This is no address.");
  await expect.element(field("Server address")).toHaveFocus();
  await userEvent.keyboard("x");
  await expect.element(field("Server address")).not.toBeInvalid();
});

test("keeps the address before and after a failure", async () => {
  const away = aFailure("unreachable", "Nothing answers.", { address: "Nothing answers at a.example." });
  await open({ ...choosing, address: "a.example" }, { chooseServer: () => Promise.reject(away) });
  await expect.element(field("Server address")).toHaveValue("a.example");
  await button("Connect").click();
  await expect.element(field("Server address")).toHaveAccessibleDescription("Nothing answers at a.example.");
  await expect.element(field("Server address")).toHaveValue("a.example");
});

test("another server can be chosen without waiting", async () => {
  const connecting = new Waiting<Parameters<Commands["chooseServer"]>, null>();
  await open(choosing, { chooseServer: connecting.call });
  await field("Server address").fill("a.example");
  await button("Connect").click();
  await button("Use this computer").click();
  expect(connecting.calls.map(({ args }) => args[0].kind)).toEqual(["server", "this_computer"]);
  connecting.at(0).refuse(aFailure("unreachable", "No.", { address: "Too late." }));
  await settled();
  await expect.element(page.getByText("Too late.")).not.toBeInTheDocument();
  await expect.element(button("Use this computer")).toHaveAttribute("aria-busy", "true");
});

test("a server that was used is chosen again, or forgotten", async () => {
  const chooseServer = vi.fn<Commands["chooseServer"]>().mockResolvedValue(null);
  const forgetServer = vi.fn<Commands["forgetServer"]>().mockResolvedValue(null);
  const recent_servers = ["https://a.example/", "http://localhost:8000/"];
  await open({ ...choosing, recent_servers }, { chooseServer, forgetServer });
  await button("a.example").click();
  expect(chooseServer).toHaveBeenCalledWith({ kind: "server", address: "https://a.example/" });
  await button("Remove http://localhost:8000 from the list").click();
  expect(forgetServer).toHaveBeenCalledWith("http://localhost:8000/");
});

test("there is a way back to the server that was left, and none at first", async () => {
  const returnToPreviousServer = vi.fn<Commands["returnToPreviousServer"]>().mockResolvedValue(null);
  const { send } = await open(choosing, { returnToPreviousServer });
  await expect.element(button("Connect")).toBeVisible();
  await expect.element(button("Cancel")).not.toBeInTheDocument();
  send({ ...choosing, previous_server: { kind: "this_computer" } });
  await button("Cancel").click();
  await userEvent.keyboard("{Escape}");
  expect(returnToPreviousServer).toHaveBeenCalledTimes(2);
});
