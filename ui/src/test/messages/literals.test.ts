// Checks that no text for people is written into the code: all of it is in the message files.
import { expect, test } from "vitest";
import { literalsIn, nameOf, sources, type Literal } from "./source";
import { isWords, WORDS, type Exception } from "./words";

/** Attributes that only the browser and the styles read. */
const SILENT_ATTRIBUTES = new Set([
  ...["class", "style", "d", "viewBox", "type", "name", "role", "autocomplete", "inputmode", "src", "href"],
  ...["aria-labelledby", "aria-describedby", "aria-controls", "id", "for", "generics"],
]);

/** Calls whose strings nobody reads but who develops: errors that mean a defect, the log, selectors. */
const SILENT_CALLS = /(^|\.)(querySelector|querySelectorAll|closest|matches|addEventListener|on)$|^console\./;

/** Strings that look like words and are none, or are the same in every language. Each with its reason. */
const ALLOWED: readonly Exception[] = [
  { path: "", text: /^Hearth$/, why: "the app's name" },
  {
    path: "lib/ipc/failure.ts",
    text: /^(Hearth|Time:|Command:|Error:|Request:|Message:) $/,
    why: "for who looks into a failure",
  },
  { path: "screens/Settings/AboutSection.svelte", text: /^Tauri, WebView$/, why: "names" },
  { path: "lib/ipc/failure.ts", text: /^Failure$/, why: "the name of a class" },
  { path: "lib/commands/keys.ts", text: /^\w+$/, why: "what the browser calls a key" },
  { path: "lib/commands/menu.ts", text: /^(CmdOrCtrl|Alt|Shift)$/, why: "what Tauri calls a key" },
  { path: "lib/ipc/menu.ts", text: /^Separator$/, why: "what Tauri calls a line" },
  { path: "lib/markdown/render.ts", text: /^<(button|input) [^>]*$/, why: "the beginning of a tag" },
  { path: "lib/focus-recovery.ts", text: /^\[tabindex\], /, why: "a selector" },
];

function isSilent({ around }: Literal): boolean {
  return around.some((node, at) => {
    switch (node.type) {
      case "Attribute":
        return SILENT_ATTRIBUTES.has(String(node["name"]));
      case "ImportDeclaration":
      case "ImportExpression":
      case "ExportAllDeclaration":
        return true;
      case "ExportNamedDeclaration":
        return at === 0;
      case "TSLiteralType":
      case "StyleSheet":
      case "StyleDirective":
      case "Comment":
        return true;
      // Keys are called what stands on the keyboard.
      case "Property":
        return nameOf(node["key"] as never) === "keys";
      case "NewExpression":
        return /^(Error|DOMException|TypeError|Set|Worker|URL)$/.test(nameOf(node["callee"] as never));
      case "CallExpression":
        return SILENT_CALLS.test(nameOf(node["callee"] as never));
      // Compared with something, or a name for something: a code, not words.
      case "BinaryExpression":
        return /^[!=]==?$/.test(String(node["operator"]));
      case "SwitchCase":
        return at === 0;
      case "MemberExpression":
        return at === 0;
      default:
        return false;
    }
  });
}

test.each(sources)("%s says nothing of its own", (path, source) => {
  const said = literalsIn(path, source)
    .filter(({ text }) => isWords(path, text, ALLOWED))
    .filter((literal) => !isSilent(literal))
    .map(({ text, line }) => `${path}:${line}: ${text.trim()}`);
  expect(said).toEqual([]);
});

test.each([
  ["a.svelte", "<p>Hello</p>"],
  ["a.svelte", "<p>{a} posts shown</p>"],
  ["a.svelte", '<button aria-label="Close"></button>'],
  ["a.svelte", '<Field label="Your name" />'],
  ["a.svelte", "<p>{count === 1 ? 'One post' : `${count} posts here`}</p>"],
  ["a.svelte", '<script lang="ts">const name = "My posts";</script>'],
  ["a.ts", 'notices.info("It is done.");'],
  ["a.ts", "export const text: string = `Too long by ${1} bytes`;"],
])("%s with %s would be found", (path, source) => {
  expect(
    literalsIn(path, source).filter((literal) => WORDS.test(literal.text) && !isSilent(literal)),
  ).not.toEqual([]);
});
