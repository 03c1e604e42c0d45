// Checks every relative link of every Markdown file: its file exists, and so does the heading that it names.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Folders with dependencies or build results. */
const SKIPPED = new Set([".git", "node_modules", "target", "dist", "gen"]);

/** The endings of sources and messages that may name a document by its path from the root. */
const SOURCES = new Set([".rs", ".ts", ".svelte", ".ftl", ".sh", ".sql", ".toml", ".yml", ".py"]);

const markdown = new MarkdownIt({ html: true });

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesIn(path);
    if (entry.isFile()) yield path;
  }
}

const files = [...filesIn(ROOT)].map((path) => relative(ROOT, path));
const documents = files.filter((path) => path.endsWith(".md"));

/** Returns the targets of links and images, in Markdown and in the HTML within. */
function linksIn(text: string): string[] {
  const tokens = markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return tokens.flatMap((token) => {
    if (token.type.startsWith("html_")) {
      return [...token.content.matchAll(/\b(?:href|src|srcset)="([^"]*)"/g)].map(([, target = ""]) => target);
    }
    return [token.attrGet("href") ?? token.attrGet("src") ?? []].flat();
  });
}

/** Returns the anchors of the headings as GitHub makes them: lower case, no punctuation, numbered where one repeats. */
function anchorsIn(text: string): Set<string> {
  const anchors = new Set<string>();
  const tokens = markdown.parse(text, {});
  for (const [at, token] of tokens.entries()) {
    if (token.type !== "heading_open") continue;
    const parts = tokens[at + 1]?.children ?? [];
    const words = parts.filter(({ type }) => /^(text|code_inline)$/.test(type)).map(({ content }) => content);
    const name = words
      .join("")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
      .replaceAll(" ", "-");
    let anchor = name;
    for (let number = 1; anchors.has(anchor); number++) anchor = `${name}-${number}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Returns what is wrong with a link of a document; null where it is right, or has a scheme such as `https:`. */
function fault(document: string, target: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return null;
  const [path = "", anchor] = target.split("#").map(decodeURIComponent);
  const leadsTo = path === "" ? document : relative(ROOT, resolve(ROOT, dirname(document), path));
  if (path.startsWith("/") || leadsTo.split(sep)[0] === "..") return "leads out of the repository";
  if (!existsSync(join(ROOT, leadsTo))) return "does not exist";
  if (anchor === undefined || extname(leadsTo) !== ".md") return null;
  const isThere = anchorsIn(readFileSync(join(ROOT, leadsTo), "utf8")).has(anchor);
  return isThere ? null : "has no such heading";
}

test.each(documents)("the links of %s are right", (document) => {
  const targets = linksIn(readFileSync(join(ROOT, document), "utf8"));
  const broken = targets.flatMap((target) => {
    const why = fault(document, target);
    return why === null ? [] : [`${target} ${why}`];
  });
  expect(broken).toEqual([]);
});

/** Returns the names of Rust functions that a text links to, each with the file. */
function functionsIn(text: string): { name: string; path: string }[] {
  const links = [...text.matchAll(/\[(\w+)\]\(([^)#]+\.rs)\)/g)];
  return links.map(([, name = "", path = ""]) => ({ name, path }));
}

test("each protection names tests that exist", () => {
  const document = join(ROOT, "docs", "security.md");
  const table =
    readFileSync(document, "utf8").split("### Protections and their tests")[1]?.split("###")[0] ?? "";
  const protections = table.split("\n").filter((line) => /^\| (?!Threat|---)/.test(line));
  expect(protections.length).toBeGreaterThan(20);
  expect(protections.filter((line) => functionsIn(line).length === 0)).toEqual([]);
  const missing = functionsIn(table).filter(({ name, path }) => {
    const source = readFileSync(resolve(dirname(document), path), "utf8");
    return !new RegExp(`\\bfn ${name}\\(`).test(source);
  });
  expect(missing).toEqual([]);
});

test("every document in docs/ is linked from another", () => {
  expect(documents).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md", join("docs", "api.md")]));
  const linked = documents.flatMap((document) =>
    linksIn(readFileSync(join(ROOT, document), "utf8")).map((target) =>
      relative(ROOT, resolve(ROOT, dirname(document), target.replace(/#.*/, ""))),
    ),
  );
  const unreachable = documents.filter((path) => path.startsWith(`docs${sep}`) && !linked.includes(path));
  expect(unreachable).toEqual([]);
});

test("the documents that sources and messages name exist", () => {
  const named = files
    .filter((path) => SOURCES.has(extname(path)))
    .flatMap((path) => {
      const names = readFileSync(join(ROOT, path), "utf8").match(/\bdocs\/[\w/-]+\.(?:md|json)\b/g) ?? [];
      return names.map((name) => ({ path, name }));
    });
  expect(named.filter(({ name }) => !existsSync(join(ROOT, name)))).toEqual([]);
  expect(named.map(({ name }) => name)).toContain("docs/configuration.md");
});

test.each([
  ["docs/using.md", "nowhere.md", "does not exist"],
  ["docs/using.md", "API.md", "does not exist"],
  ["README.md", "#nowhere", "has no such heading"],
  ["docs/api.md", "../README.md#nowhere", "has no such heading"],
  ["docs/api.md", "../../elsewhere", "leads out of the repository"],
  ["README.md", "/docs/api.md", "leads out of the repository"],
  ["docs/api.md", "../README.md#first-steps", null],
  ["docs/api.md", "openapi.json", null],
  ["README.md", "https://nowhere.example/#a", null],
])("in %s, a link to %s: %s", (document, target, why) => {
  expect(fault(document, target)).toBe(why);
});

test("links are found in text, tables, pictures and HTML, and not in code", () => {
  const text = [
    "[a](a.md) ![b](b.png) [c][c] `[d](d.md)`",
    "",
    "| [e](e.md) |",
    "| --- |",
    "",
    '<img src="f.png">',
    "",
    "```",
    "[g](g.md)",
    "```",
    "",
    "[c]: c.md",
  ].join("\n");
  expect(linksIn(text).sort()).toEqual(["a.md", "b.png", "c.md", "e.md", "f.png"]);
});

test("anchors are those of GitHub", () => {
  const text = "# A `code`, and *more*\n\n## Same\n\n## Same\n\n## TLS & proxies\n";
  expect([...anchorsIn(text)]).toEqual(["a-code-and-more", "same", "same-1", "tls--proxies"]);
});
