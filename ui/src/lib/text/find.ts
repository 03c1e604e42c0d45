// Finds a text in elements of the page, also where it runs across marks such as bold, and returns where it stands.

/** Bounds how many places are found. */
export const PLACES_MAX = 1000;

/** What ends a line of text: nothing is found across two of these. */
const BLOCKS = [
  "blockquote",
  "dd",
  "div",
  "dt",
  "figcaption",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "li",
  "p",
  "pre",
  "td",
  "th",
].join();

/** The text of one block, as it is and as it is searched, and the nodes that it comes from. */
type Line = { text: string; folded: string; nodes: { node: Text; begin: number }[] };

/** Reads the text of elements, in their order, to be searched until they change. */
export function readText(within: Iterable<Element>): Line[] {
  const lines = Array.from(within).flatMap((element) => [...linesOf(element)]);
  for (const line of lines) line.folded = fold(line.text);
  return lines;
}

/** Finds a text, without regard to case. */
export function findText(lines: readonly Line[], wanted: string): Range[] {
  const folded = fold(wanted);
  const places: Range[] = [];
  if (folded.trim() === "") return places;
  for (const line of lines) {
    const text = line.folded;
    for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + folded.length)) {
      if (places.length === PLACES_MAX) return places;
      places.push(rangeOf(line, at, at + folded.length));
    }
  }
  return places;
}

/** Returns the first of these places, which are in the order of the page, that is not above the window; -1 for none. */
export function firstInView(places: readonly Range[]): number {
  let [above, below] = [-1, places.length];
  while (below - above > 1) {
    const middle = Math.floor((above + below) / 2);
    if ((places[middle] as Range).getBoundingClientRect().top >= 0) below = middle;
    else above = middle;
  }
  return below < places.length ? below : -1;
}

function* linesOf(element: Element): Generator<Line> {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let line: Line = { text: "", folded: "", nodes: [] };
  let block: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text;
    const around: Element | null = text.parentElement?.closest(`button, ${BLOCKS}`) ?? null;
    // What can be pressed is no text of the post.
    if (around?.closest("button")) continue;
    const own = around;
    if (own !== block && line.nodes.length > 0) {
      yield line;
      line = { text: "", folded: "", nodes: [] };
    }
    block = own;
    line.nodes.push({ node: text, begin: line.text.length });
    line.text += text.data;
  }
  if (line.nodes.length > 0) yield line;
}

function rangeOf({ nodes }: Line, begin: number, end: number): Range {
  const range = document.createRange();
  const first = nodes.findLast((node) => node.begin <= begin);
  const last = nodes.findLast((node) => node.begin < end);
  if (first) range.setStart(first.node, begin - first.begin);
  if (last) range.setEnd(last.node, end - last.begin);
  return range;
}

/** Folds the case of each letter that has as many units in the other: places in both are the same. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) => {
    const other = letter.toLowerCase();
    return other.length === letter.length ? other : letter;
  }).join("");
}
