import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { Commands } from "$lib/ipc";
import { aFailure, aStatus, me } from "../../test/fakes";
import { button, field, open, password } from "../../test/window";

const signedOut = aStatus({ account: null, notice: "Your session has ended. Sign in again." });

test("shows the notice, and that no keychain works", async () => {
  await open({ ...signedOut, session_store: "until_exit" });
  await expect.element(page.getByText("Your session has ended.")).toBeVisible();
  await expect.element(page.getByText("Hearth can’t use a keyring")).toBeVisible();
});

test("a wrong password is told, and nothing typed is lost", async () => {
  const wrong = aFailure("credentials", "The email address or the password is wrong.");
  await open(signedOut, { signIn: () => Promise.reject(wrong) });
  await field("Email").fill(me.email);
  await password().fill("secret");
  await button("Sign in").click();
  await expect.element(page.getByText(wrong.message)).toBeVisible();
  await expect.element(field("Email")).toHaveValue(me.email);
  await expect.element(password()).toHaveValue("secret");
  await expect.element(button("Copy details")).not.toBeInTheDocument();
});

test("what else fails can be copied for whoever helps", async () => {
  await open(signedOut, { signIn: () => Promise.reject(aFailure("server", "The server failed.")) });
  await field("Email").fill(me.email);
  await password().fill("secret");
  await button("Sign in").click();
  await expect.element(button("Copy details")).toBeVisible();
});

test("all that is known to be wrong at sign-up is said at once", async () => {
  const signUp = vi.fn<Commands["signUp"]>();
  await open(signedOut, { signUp });
  await button("Create an account").click();
  await field("Email").fill("ada");
  await password().fill("short");
  await button("Sign up").click();
  await expect.element(field("Email")).toHaveAccessibleDescription(/complete email/);
  await expect.element(field("Email")).toHaveFocus();
  await expect.element(password()).toBeInvalid();
  expect(signUp).not.toHaveBeenCalled();
});

test.each([
  ["this_computer", true, /Nothing is sent to it/],
  ["server", true, "Others see it next to your posts until you choose a name in the settings."],
  ["server", false, "Others see this email next to your posts."],
] as const)("says who sees the address at %s, with names: %j", async (kind, display_names, words) => {
  const server = kind === "server" ? { kind, address: "https://a.example/" } : { kind };
  await open(aStatus({ account: null, server, features: { ...aStatus().features, display_names } }));
  await button("Create an account").click();
  await expect.element(field("Email")).toHaveAccessibleDescription(words);
});

test("signs up with errors at their fields", async () => {
  const signUp = vi
    .fn<Commands["signUp"]>()
    .mockRejectedValue(
      aFailure("invalid", "It does not pass.", { password: "Choose a password that is less common." }),
    );
  await open(signedOut, { signUp });
  await button("Create an account").click();
  await field("Email").fill(me.email);
  await expect.element(password()).toHaveAccessibleDescription("At least 8 characters.");
  await password().fill("too common");
  await button("Sign up").click();
  await expect.element(password()).toBeInvalid();
  await expect.element(password()).toHaveFocus();
  expect(signUp).toHaveBeenCalledWith({ kind: "this_computer" }, me.email, "too common");
  // It is not said of what was corrected, and again of what is still wrong.
  await password().fill("too common as well");
  await expect.element(password()).not.toBeInvalid();
  await button("Sign up").click();
  await expect.element(password()).toBeInvalid();
});

test("the password can be looked at", async () => {
  await open(signedOut);
  await expect.element(password()).toHaveAttribute("type", "password");
  await button("Show password").click();
  await expect.element(password()).toHaveAttribute("type", "text");
});

test("where nobody has an account, the first one is asked for", async () => {
  await open(aStatus({ account: null, first_account: true }));
  await expect.element(page.getByRole("heading", { name: "Create your account" })).toBeVisible();
  await expect.element(field("Email")).toHaveAccessibleDescription(/next to your posts/);
  await button("Sign in instead").click();
  await expect.element(page.getByRole("heading", { name: "Sign in to Hearth" })).toBeVisible();
});
