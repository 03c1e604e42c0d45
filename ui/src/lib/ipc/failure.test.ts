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

test.each(["a string from Tauri", undefined, { message: "half" }])(
  "anything else is a defect: %j",
  (thrown) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(toFailure(thrown)).toMatchObject({ code: "internal", fields: {} });
    expect(log).toHaveBeenCalledWith(thrown);
  },
);
