import { expect, test } from "vitest";
import { deviceName } from "./device-name";

test.each([
  ["Hearth/0.1.0 (Linux; Debian GNU/Linux 12)", "Hearth 0.1.0 on Debian GNU/Linux 12"],
  ["Hearth/0.1.0 (macOS)", "Hearth 0.1.0 on macOS"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["Hearth\u202e/0.1.0", "Hearth/0.1.0"],
  [null, "Unknown device"],
])("names %s", (device, name) => {
  expect(deviceName(device)).toBe(name);
});
