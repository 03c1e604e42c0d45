// Finds items by what somebody types of their names: any order of words, and parts of words.

type Way = (text: string, wanted: string, words: string[]) => boolean;

/** Each way to be found, the best first. */
const CLOSE: readonly Way[] = [startsWith, startsWords, contains];

/** The items whose text answers what is typed, the best first; of equals, the one that came first. */
export function find<Item>(items: readonly Item[], typed: string, text: (item: Item) => string): Item[] {
  return findBy(CLOSE, items, typed, text);
}

/** The items that somebody may mean who leaves letters out: `exmd` for Export as Markdown. */
export function findLoosely<Item>(
  items: readonly Item[],
  typed: string,
  text: (item: Item) => string,
): Item[] {
  return findBy([skips], items, typed, text);
}

function findBy<Item>(
  ways: readonly Way[],
  items: readonly Item[],
  typed: string,
  text: (item: Item) => string,
): Item[] {
  const wanted = fold(typed).trim();
  if (wanted === "") return [...items];
  const words = wanted.split(/\s+/);
  const wayTo = (folded: string) => ways.findIndex((isFound) => isFound(folded, wanted, words));
  return items
    .map((item) => ({ item, way: wayTo(fold(text(item))) }))
    .filter(({ way }) => way !== -1)
    .sort((one, other) => one.way - other.way)
    .map(({ item }) => item);
}

/** Without accents, marks of vowels and differences of case, which nobody types when in a hurry. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .toLowerCase();
}

function startsWith(text: string, wanted: string): boolean {
  return text.startsWith(wanted);
}

function startsWords(text: string, _: string, words: string[]): boolean {
  const starts = text.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => starts.some((start) => start.startsWith(word)));
}

function contains(text: string, _: string, words: string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** All letters are there, in their order. */
function skips(text: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted.replace(/\s/g, "")) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
