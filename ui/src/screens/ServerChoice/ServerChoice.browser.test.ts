import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Failure, type Commands, type Remedy } from "$lib/ipc";
import { aFailure, aStatus, settled, Waiting } from "../../test/fakes";
import { button, field, open } from "../../test/window";

const choosing = aStatus({ accounts: [], server: null, phase: { kind: "choosing" }, account: null });

test("the keyboard starts at this computer", async () => {
  const chooseServer = vi.fn<Commands["chooseServer"]>().mockResolvedValue(null);
  await open(choosing, { chooseServer });
  await expect.element(button("Use this computer")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(chooseServer).toHaveBeenCalledWith({ kind: "this_computer" }, null);
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
  expect(chooseServer).toHaveBeenCalledWith({ kind: "server", address: "https://a.example/" }, null);
  await button("Remove http://localhost:8000 from the list").click();
  expect(forgetServer).toHaveBeenCalledWith("http://localhost:8000/");
});

test("there is a way back to the server that was left, and none at first", async () => {
  const returnToPrevious = vi.fn<Commands["returnToPrevious"]>().mockResolvedValue(null);
  const { send } = await open(choosing, { returnToPrevious });
  await expect.element(button("Connect")).toBeVisible();
  await expect.element(button("Back")).not.toBeInTheDocument();
  send({ ...choosing, can_return: true });
  await button("Back").click();
  await userEvent.keyboard("{Escape}");
  expect(returnToPrevious).toHaveBeenCalledTimes(2);
});

/** Opens the choice of a server, where the first attempt fails and offers this. */
async function openWithRemedy(remedy: Remedy) {
  const message = "It fails.";
  const failure = new Failure({ code: "unreachable", message, fields: { address: message }, remedy });
  const chooseServer = vi
    .fn<Commands["chooseServer"]>()
    .mockRejectedValueOnce(failure)
    .mockResolvedValue(null);
  await open(choosing, { chooseServer });
  await field("Server address").fill("a.example");
  await button("Connect").click();
  await expect.element(field("Server address")).toHaveAccessibleDescription(message);
  return chooseServer;
}

const certificate = {
  subject: "Ada’s server",
  issuer: "Ada",
  names: ["a.example", "192.168.1.2"],
  not_before: "2026-01-02T03:04:05Z",
  not_after: "2027-01-02T03:04:05Z",
  fingerprint: "AB:CD",
};

test("a certificate is shown, and trusted for the address that was entered", async () => {
  const chooseServer = await openWithRemedy({
    kind: "certificate",
    certificate,
    can_trust: true,
    changed: false,
  });
  for (const words of ["Ada’s server", "a.example, 192.168.1.2", "Jan 2, 2026 to Jan 2, 2027", "AB:CD"]) {
    await expect.element(page.getByText(words)).toBeVisible();
  }
  await button("Trust this certificate").click();
  const consent = { kind: "certificate", fingerprint: "AB:CD" };
  expect(chooseServer).toHaveBeenLastCalledWith({ kind: "server", address: "a.example" }, consent);
});

test("a certificate that has expired is shown and not offered", async () => {
  await openWithRemedy({ kind: "certificate", certificate, can_trust: false, changed: false });
  await expect.element(page.getByText("AB:CD")).toBeVisible();
  await expect.element(button("Trust this certificate")).not.toBeInTheDocument();
});

test("plain HTTP waits for consent, and what is offered goes with the address", async () => {
  const chooseServer = await openWithRemedy({ kind: "plain_http", address: "http://a.example/" });
  await field("Server address").fill("b.example");
  await expect.element(button("Connect without encryption")).not.toBeInTheDocument();
  await field("Server address").fill("a.example");
  await button("Connect without encryption").click();
  const server = { kind: "server", address: "http://a.example/" };
  expect(chooseServer).toHaveBeenLastCalledWith(server, { kind: "plain_http" });
});

test("a redirect elsewhere is followed on demand", async () => {
  const chooseServer = await openWithRemedy({ kind: "redirect", address: "https://b.example/" });
  await button("Connect to https://b.example/").click();
  expect(chooseServer).toHaveBeenLastCalledWith({ kind: "server", address: "https://b.example/" }, null);
  await expect.element(field("Server address")).toHaveValue("https://b.example/");
});

test("for another account the page is named so, empty, and leads back", async () => {
  const returnToPrevious = vi.fn<Commands["returnToPrevious"]>().mockResolvedValue(null);
  const adding = { ...choosing, accounts: aStatus().accounts, address: "a.example", can_return: true };
  await open(adding, { returnToPrevious });
  await expect.element(page.getByRole("heading", { name: "Add an account" })).toBeVisible();
  await expect.element(field("Server address")).toHaveValue("");
  await button("Back").click();
  expect(returnToPrevious).toHaveBeenCalledOnce();
});
