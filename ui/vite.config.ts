import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/** The workspace's, which is the app's. */
const cargo = readFileSync(new URL("../Cargo.toml", import.meta.url), "utf8");
const version = /^version = "(.*)"$/m.exec(cargo)?.[1] ?? "";

export default defineConfig({
  plugins: [svelte()],
  define: { __HEARTH_VERSION__: JSON.stringify(version) },
  resolve: { alias: { $lib: fileURLToPath(new URL("src/lib", import.meta.url)) } },
  // Tauri's messages stay readable, and it expects exactly this port.
  clearScreen: false,
  server: {
    host: "127.0.0.1",
    port: 1420,
    strictPort: true,
    // The messages are shared with the shell, above this folder.
    fs: { allow: [".", "../locales"] },
  },
  // The oldest engine that Tauri runs on: WebKitGTK of Debian 12, macOS 13.
  build: { target: "safari16.4", sourcemap: false },
  // A worker is bundled by itself: what the page's modules are compiled with, its modules are too.
  worker: { format: "es", plugins: () => [svelte()] },
});
