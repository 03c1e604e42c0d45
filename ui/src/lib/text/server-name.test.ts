import { expect, test } from "vitest";
import { serverName } from "./server-name";

test.each([
  [null, ""],
  [{ kind: "this_computer" } as const, "This computer"],
  [{ kind: "server", address: "https://hearth.example.org/" } as const, "hearth.example.org"],
  [{ kind: "server", address: "http://127.0.0.1:8000" } as const, "http://127.0.0.1:8000"],
])("%j is called %j", (server, name) => {
  expect(serverName(server)).toBe(name);
});
