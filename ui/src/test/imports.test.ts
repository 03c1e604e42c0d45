// Checks the imports of all modules: none form a circle, and the Markdown worker stays free of the page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "..");

/** Returns the file that an import names; null for a package. */
function resolveImport(from: string, name: string): string | null {
  const path = name.startsWith("$lib/") ? join(SRC, "lib", name.slice(5)) : join(dirname(from), name);
  if (!/^[.$]/.test(name)) return null;
  const candidates = ["", ".ts", ".svelte.ts", "/index.ts"].map((ending) => path + ending);
  return candidates.find((candidate) => /\.(ts|svelte)$/.test(candidate) && existsSync(candidate)) ?? null;
}

/** Returns the files that a module imports, types included. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const scripts = [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script]) => script);
  const source = path.endsWith(".svelte") ? scripts.join("\n") : text;
  const { importedFiles } = ts.preProcessFile(source);
  return importedFiles.flatMap(({ fileName }) => resolveImport(path, fileName) ?? []);
}

const modules = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.(ts|svelte)$/.test(name),
);
const graph = new Map(modules.map((name) => [join(SRC, name), importsOf(join(SRC, name))]));

/** Returns the first circle that a depth-first search from the module meets; null for none. */
function findCircle(module: string, path: string[], done: Set<string>): string[] | null {
  if (path.includes(module)) return [...path.slice(path.indexOf(module)), module];
  if (done.has(module)) return null;
  for (const imported of graph.get(module) ?? []) {
    const circle = findCircle(imported, [...path, module], done);
    if (circle) return circle;
  }
  done.add(module);
  return null;
}

test("no imports form a circle", () => {
  const done = new Set<string>();
  for (const module of graph.keys()) {
    const circle = findCircle(module, [], done);
    expect(circle?.map((path) => relative(SRC, path)) ?? null).toBeNull();
  }
  expect(graph.get(join(SRC, "main.ts"))).toContain(join(SRC, "App.svelte"));
});

test("the Markdown worker imports no state", () => {
  const reached = new Set<string>();
  const visit = (module: string) => {
    if (reached.has(module)) return;
    reached.add(module);
    graph.get(module)?.forEach(visit);
  };
  visit(join(SRC, "lib/markdown/worker.ts"));
  const names = [...reached].map((path) => relative(SRC, path));
  expect(names).toContain("lib/markdown/render.ts");
  expect(names.filter((name) => /\.svelte(\.ts)?$/.test(name))).toEqual([]);
});
