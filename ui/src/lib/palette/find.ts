// Ranks items by what is typed: words in any order, and parts of words.

type Matcher = (text: string, wanted: string, words: string[]) => boolean;

/** How an item can match, the best first. */
const STRICT: readonly Matcher[] = [startsWith, startsWords, contains];

/** Finds the items that match what is typed, the best first; equals keep their order. */
export function find<Item>(items: readonly Item[], typed: string, text: (item: Item) => string): Item[] {
  return findBy(STRICT, items, typed, text);
}

/** Finds items by a subsequence of their letters: `exmd` for Export as Markdown. */
export function findLoosely<Item>(
  items: readonly Item[],
  typed: string,
  text: (item: Item) => string,
): Item[] {
  return findBy([skips], items, typed, text);
}

function findBy<Item>(
  matchers: readonly Matcher[],
  items: readonly Item[],
  typed: string,
  text: (item: Item) => string,
): Item[] {
  const wanted = fold(typed).trim();
  if (wanted === "") return [...items];
  const words = wanted.split(/\s+/);
  const rankOf = (folded: string) => matchers.findIndex((matches) => matches(folded, wanted, words));
  return items
    .map((item) => ({ item, rank: rankOf(fold(text(item))) }))
    .filter(({ rank }) => rank !== -1)
    .sort((one, other) => one.rank - other.rank)
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
