import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aFailure, aStatus } from "../../test/fakes";
import { button, field, open } from "../../test/window";

const choosing = aStatus({ place: null, phase: { kind: "choosing" }, account: null });

test("the keyboard starts at this computer", async () => {
  const choosePlace = vi.fn<Commands["choosePlace"]>().mockResolvedValue(null);
  await open(choosing, { choosePlace });
  await expect.element(button("Use this computer")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(choosePlace).toHaveBeenCalledWith({ kind: "this_computer" });
});

test("an address that does not pass is told at its field", async () => {
  const refused = aFailure("invalid", "It does not pass.", { address: "This is no address." });
  await open(choosing, { choosePlace: () => Promise.reject(refused) });
  await field("Server address").fill("nonsense");
  await userEvent.keyboard("{Enter}");
  await expect.element(field("Server address")).toHaveAccessibleDescription("This is no address.");
  await expect.element(field("Server address")).toHaveFocus();
});
