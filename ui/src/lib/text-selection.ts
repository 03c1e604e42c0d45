// Selects the text of the focused post on Ctrl+A outside of fields, and nothing of the window around it.

/** Selects the title and the text of a post, or all of a text that can be scrolled. */
export function selectText() {
  const selection = getSelection();
  const text = textAt(document.activeElement) ?? textAt(selection?.anchorNode ?? null) ?? onlyPost();
  if (text === null) return;
  selection?.removeAllRanges();
  selection?.addRange(text);
}

function textAt(node: Node | null): Range | null {
  const at = node instanceof Element ? node : (node?.parentElement ?? null);
  const scrolled = at?.closest("dialog pre");
  if (scrolled) return rangeOf(scrolled, scrolled);
  const article = at?.closest("article");
  return article ? postIn(article) : null;
}

/** The one post of a page. */
function onlyPost(): Range | null {
  const articles = document.querySelectorAll("article");
  return articles.length === 1 && articles[0] ? postIn(articles[0]) : null;
}

function postIn(article: Element): Range | null {
  const title = article.querySelector("h3");
  return title ? rangeOf(title, title.nextElementSibling ?? title) : null;
}

function rangeOf(first: Element, last: Element): Range {
  const range = document.createRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  return range;
}
