import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** The tiers, from the top. A file imports from its own tier and from those below; the rest of `lib` is below them all. */
const TIERS = ["screens", "components", "palette", "commands", "state"];

const TAURI = { group: ["@tauri-apps/*"], message: "Only lib/ipc uses Tauri." };

/** Forbids the folders, which are above the files; and Tauri, unless it is allowed. */
function imports(files, forbidden, { tauri = false } = {}) {
  const above = {
    regex: `(^|/)(${forbidden.join("|")})(/|$)`,
    message: "It is above this folder: see docs/architecture.md.",
  };
  const patterns = [...(forbidden.length > 0 ? [above] : []), ...(tauri ? [] : [TAURI])];
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

export default defineConfig(
  globalIgnores(["dist", "src/lib/ipc/calls.ts", "src/lib/ipc/types.ts"]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, extraFileExtensions: [".svelte"] },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // Here components have no types for ESLint; svelte-check, which knows them, finds an `any` that is none.
    files: ["**/*.svelte"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
    },
  },
  {
    // What a screen follows is marked as state. Collections beside that are plain ones, on purpose.
    files: ["src/lib/**/*.svelte.ts"],
    rules: { "svelte/prefer-svelte-reactivity": "off" },
  },
  imports(["src/**"], []),
  imports(["src/lib/**"], TIERS),
  ...TIERS.slice(1).map((tier, at) => imports([`src/lib/${tier}/**`], TIERS.slice(0, at + 1))),
  imports(["src/lib/i18n/**"], [...TIERS, "ipc"]),
  imports(["src/lib/ipc/**"], [...TIERS, "text", "markdown"], { tauri: true }),
  {
    // Configuration in JavaScript has no types to check against.
    files: ["*.js"],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
);
