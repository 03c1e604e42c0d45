// Extracts the strings from the sources of the shell and the crates below it.

const SOURCES = import.meta.glob<string>("../../../../src-tauri/**/*.rs", {
  query: "?raw",
  import: "default",
  eager: true,
});

const CRATES = import.meta.glob<string>("../../../../crates/*/src/**/*.rs", {
  query: "?raw",
  import: "default",
  eager: true,
});

type Source = readonly [path: string, code: string];

/** By their path in the repository, each without its tests. */
function withoutTests(sources: Record<string, string>): readonly Source[] {
  return Object.entries(sources)
    .filter(([path]) => !/\/(tests|build)\.rs$/.test(path))
    .map(([path, source]) => {
      const [code = ""] = source.split("#[cfg(test)]\nmod tests");
      return [path.replace("../../../../", ""), code];
    });
}

export const shell = withoutTests(SOURCES);

export const crates = withoutTests(CRATES);

/** Comments, single letters, and what is said to who runs the app from a terminal or mends it. */
const ASIDE = [
  /(^|\s)\/\/.*/g,
  /'(?:[^'\\]|\\.)'/g,
  /\.expect\("[^"]*"\)/g,
  /\b(?:debug|info|warn|error|eprintln|assert\w*|panic|unreachable)!\((?:[^()"]|"(?:[^"\\]|\\[^])*"|\((?:[^()]|\([^()]*\))*\))*\)/g,
];

/** Returns the strings that format a value with `Debug`, such as `Other(CaUsedAsEndEntity)`. */
export function debugIn(source: string): string[] {
  return literalsIn(source).filter((text) => /\{[^{}]*:#?\?\}/.test(text));
}

/** Returns the strings in a source, without attributes. */
export function stringsIn(source: string): string[] {
  return literalsIn(source.replaceAll(/#!?\[[^\]]*\]/g, " "));
}

function literalsIn(source: string): string[] {
  const code = ASIDE.reduce((rest, aside) => rest.replaceAll(aside, " "), source);
  return [...code.matchAll(/"((?:[^"\\]|\\[^])*)"/g)].map(([, text = ""]) => text);
}
