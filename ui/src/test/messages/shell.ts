// The sources of the shell, as far as people read what they say.

const SOURCES = import.meta.glob<string>("../../../../src-tauri/**/*.rs", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** By their path in the repository, each without its tests. */
export const shell: readonly (readonly [string, string])[] = Object.entries(SOURCES)
  .filter(([path]) => !/\/(tests|build)\.rs$/.test(path))
  .map(([path, source]) => {
    const [code = ""] = source.split("#[cfg(test)]\nmod tests");
    return [path.replace(/^.*src-tauri/, "src-tauri"), code];
  });

/** Comments, single letters, attributes, and what is said to who runs the app from a terminal or mends it. */
const ASIDE = [
  /(^|\s)\/\/.*/g,
  /'(?:[^'\\]|\\.)'/g,
  /#!?\[[^\]]*\]/g,
  /\.expect\("[^"]*"\)/g,
  /\b(?:debug|info|warn|error|eprintln|assert\w*|panic|unreachable)!\((?:[^()"]|"(?:[^"\\]|\\[^])*"|\((?:[^()]|\([^()]*\))*\))*\)/g,
];

/** The strings in a source, but for those. */
export function stringsIn(source: string): string[] {
  const code = ASIDE.reduce((rest, aside) => rest.replaceAll(aside, " "), source);
  return [...code.matchAll(/"((?:[^"\\]|\\[^])*)"/g)].map(([, text = ""]) => text);
}
