// Parses the message files: the messages of each language, with their variables and plurals.
import {
  FluentParser,
  type BaseNode,
  type Pattern,
  type SelectExpression,
  type VariableReference,
} from "@fluent/syntax";

const FILES = import.meta.glob<string>("../../../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

export type Message = {
  id: string;
  file: string;
  /** What is filled in. */
  variables: Set<string>;
  /** The forms of each choice that it makes by a variable. */
  choices: { by: string; forms: string[] }[];
};

/** The messages of each language, and what could not be parsed. */
export const languages = new Map<string, { messages: Message[]; junk: string[] }>();

for (const [path, source] of Object.entries(FILES)) {
  const [language = "", file = ""] = path.split("/").slice(-2);
  const of = languages.get(language) ?? { messages: [], junk: [] };
  languages.set(language, of);
  for (const entry of new FluentParser({ withSpans: false }).parse(source).body) {
    if (entry.type === "Junk") of.junk.push(`${file}: ${entry.content}`);
    if (entry.type === "Message" && entry.value) of.messages.push(read(entry.id.name, file, entry.value));
  }
}

function read(id: string, file: string, pattern: Pattern): Message {
  const nodes = [...walk(pattern)];
  const variables = new Set(nodes.filter(isVariable).map((node) => node.id.name));
  const choices = nodes.filter(isChoice).map(({ selector, variants }) => ({
    by: isVariable(selector) ? selector.id.name : "",
    forms: variants.map(({ key }) => ("name" in key ? key.name : key.value) as string),
  }));
  return { id, file, variables, choices };
}

function isVariable(node: BaseNode): node is VariableReference {
  return node.type === "VariableReference";
}

function isChoice(node: BaseNode): node is SelectExpression {
  return node.type === "SelectExpression";
}

function* walk(node: BaseNode): Generator<BaseNode> {
  yield node;
  for (const child of Object.values(node as unknown as Record<string, unknown>).flat()) {
    if (isNode(child)) yield* walk(child);
  }
}

function isNode(value: unknown): value is BaseNode {
  return typeof value === "object" && value !== null && "type" in value;
}
