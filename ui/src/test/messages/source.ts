// Parses the window's sources, and finds their strings and calls.
import { parse } from "svelte/compiler";

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

/** A string in a source: its text, its line, and the nodes around it, the nearest first. */
export type Literal = { text: string; line: number; around: readonly Node[] };

/** A call of a function that a name, as it is written, stands for. */
export type Call = { name: string; args: readonly Node[]; line: number };

const SOURCES = import.meta.glob<string>(["../../**/*.svelte", "../../**/*.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** What is not shown to anybody: tests, and types that are generated. */
const ASIDE = /\.test\.ts$|^\.\.\/\.\.\/test\/|^\.\.?\/|\/ipc\/types\.ts$|\.d\.ts$/;

/** The sources that end up in the window, by their path in `src`. */
export const sources: readonly (readonly [string, string])[] = Object.entries(SOURCES)
  .map(([path, source]) => [path.replace("../../", ""), source] as const)
  .filter(([path]) => !ASIDE.test(path));

/** Every node of a source with the nodes around it, the nearest first. */
function* walk(node: Node, around: readonly Node[] = []): Generator<[Node, readonly Node[]]> {
  yield [node, around];
  const inside = [node, ...around];
  for (const child of Object.values(node).flat()) {
    if (isNode(child)) yield* walk(child, inside);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function* nodes(path: string, source: string): Generator<[Node, readonly Node[], number]> {
  // One parser reads both: a module is as good as a component that is nothing but a script.
  const text = path.endsWith(".ts") ? `<script lang="ts">${source}</script>` : source;
  const offset = path.endsWith(".ts") ? '<script lang="ts">'.length : 0;
  const { fragment, instance, module } = parse(text, { modern: true });
  const tree = { type: "Root", start: 0, end: text.length, fragment, instance, module };
  for (const [node, around] of walk(tree)) {
    yield [node, around, source.slice(0, Math.max(0, node.start - offset)).split("\n").length];
  }
}

export function literalsIn(path: string, source: string): Literal[] {
  return [...nodes(path, source)].flatMap(([node, around, line]) => {
    const text = textOf(node);
    return text === null ? [] : [{ text, line, around }];
  });
}

function textOf(node: Node): string | null {
  if (node.type === "Text") return String(node["data"]);
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type === "TemplateElement") return (node["value"] as { raw: string }).raw;
  return null;
}

export function callsIn(path: string, source: string): Call[] {
  return [...nodes(path, source)].flatMap(([node, , line]) =>
    node.type === "CallExpression"
      ? [{ name: nameOf(node["callee"] as Node), args: node["arguments"] as Node[], line }]
      : [],
  );
}

/** Returns the name of what is called, as `a.b.c`. */
export function nameOf(callee: Node): string {
  if (callee.type === "Identifier") return String(callee["name"]);
  if (callee.type === "MemberExpression" || callee.type === "ChainExpression") {
    const { object, property, expression } = callee as Record<string, Node | undefined>;
    if (expression) return nameOf(expression);
    return `${object ? nameOf(object) : ""}.${property ? nameOf(property) : ""}`;
  }
  if (callee.type === "PrivateIdentifier") return `#${String(callee["name"])}`;
  return "";
}

/** Returns the strings that an expression can be: itself, or either side of a condition. Null where it is computed. */
export function choices(node: Node | undefined): string[] | null {
  if (node?.type === "Literal" && typeof node["value"] === "string") return [node["value"]];
  if (node?.type !== "ConditionalExpression") return null;
  const sides = [choices(node["consequent"] as Node), choices(node["alternate"] as Node)];
  return sides.includes(null) ? null : (sides as string[][]).flat();
}

/** Returns the names of an object literal's fields. */
export function fieldsOf(node: Node | undefined): string[] | null {
  if (node?.type !== "ObjectExpression") return null;
  const fields = node["properties"] as Node[];
  if (fields.some(({ type }) => type !== "Property")) return null;
  return fields.map((field) => String((field["key"] as Node)["name"] ?? (field["key"] as Node)["value"]));
}
