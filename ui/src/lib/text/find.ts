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

/** The text of one block, and the nodes that it comes from. */
type Line = { text: string; nodes: { node: Text; begin: number }[] };

/** Finds a text within these elements, in their order and without regard to case. */
export function findText(within: Iterable<Element>, wanted: string): Range[] {
  const folded = fold(wanted);
  const places: Range[] = [];
  if (folded.trim() === "") return places;
  for (const element of within) {
    for (const line of linesOf(element)) {
      const text = fold(line.text);
      for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + folded.length)) {
        if (places.length === PLACES_MAX) return places;
        places.push(rangeOf(line, at, at + folded.length));
      }
    }
  }
  return places;
}

function* linesOf(element: Element): Generator<Line> {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let line: Line = { text: "", nodes: [] };
  let block: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text;
    // What can be pressed is no text of the post.
    if (text.parentElement?.closest("button")) continue;
    const own: Element | null = text.parentElement?.closest(BLOCKS) ?? null;
    if (own !== block && line.nodes.length > 0) {
      yield line;
      line = { text: "", nodes: [] };
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
