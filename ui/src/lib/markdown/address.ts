// Decides which addresses of links and pictures may be opened or loaded. Imports no language, so that a worker can use
// it.

const SCHEMES = new Set(["http:", "https:", "mailto:"]);
/** Longer addresses serve nobody who reads them. */
const LONGEST = 2000;

/** Parses the address of a link; null where it may not be opened. */
export function linkTo(href: string): URL | null {
  // A path has no scheme. Saying so by an exception takes a thousand times as long.
  if (href.length > LONGEST || !href.includes(":")) return null;
  const url = parseAddress(href);
  return url !== null && SCHEMES.has(url.protocol) ? url : null;
}

/** Tells whether a picture may be loaded from the address, once the user asks for it. */
export function isPicture(source: string): boolean {
  const url = linkTo(source);
  return url !== null && url.protocol !== "mailto:";
}

/** `URL.parse`, which older engines lack. */
export function parseAddress(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
