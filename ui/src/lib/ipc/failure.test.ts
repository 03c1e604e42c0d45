import { expect, test, vi } from "vitest";
import { Failure, toFailure } from "./failure";

test("a command's error is taken as it is", () => {
  const failure = toFailure({ code: "conflict", message: "Taken.", fields: { email: "Has an account." } });
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    code: "conflict",
    message: "Taken.",
    fields: { email: "Has an account." },
  });
});

test("details name what failed, without any input", () => {
  const fields = { password: "correct horse is too short" };
  const { details } = toFailure({ code: "invalid", message: "Not accepted.", fields }, "sign_up");
  expect(details).toMatch(
    /^Hearth \d+\.\d+\.\d+\nTime: \S+\nCommand: sign_up\nError: invalid password\nMessage: Not accepted\.$/,
  );
  expect(details).not.toContain("horse");
});

test("details name the request that the server failed at", () => {
  const failed = { code: "server", message: "It failed.", fields: {}, request_id: "5f0c" };
  expect(toFailure(failed, "vote").details).toContain("\nError: server\nRequest: 5f0c\nMessage: It failed.");
});

test.each(["a string from Tauri", undefined, { message: "half" }])(
  "anything else is a defect: %j",
  (thrown) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(toFailure(thrown)).toMatchObject({ code: "internal", fields: {} });
    expect(log).toHaveBeenCalledWith(thrown);
  },
);
