import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vite.config.ts";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Quiet: without these Chromium looks for updates, which a closed network answers with noise. */
const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium's sandbox does not start as root, as in containers. */
const sandbox = process.getuid?.() !== 0;

export default mergeConfig(
  base,
  defineConfig({
    test: {
      projects: [
        {
          extends: true,
          resolve: { conditions: ["browser"] },
          test: {
            name: "logic",
            css: true,
            environment: "node",
            include: ["src/**/*.test.ts"],
            exclude: ["src/**/*.browser.test.ts"],
          },
        },
        {
          extends: true,
          test: {
            name: "components",
            include: ["src/**/*.browser.test.ts"],
            // Once more, as the Rust tests: a busy machine is told apart from a fault, and the report says so.
            retry: 1,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: { executablePath: chromium, chromiumSandbox: sandbox, args: flags },
              }),
              instances: [{ browser: "chromium" }],
            },
          },
        },
      ],
    },
  }),
);
