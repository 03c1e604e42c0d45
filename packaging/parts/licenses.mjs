// Gathers the texts of the licences of parts. Parts with the same text share it.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const IS_LICENCE = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;

export function licenceTexts(parts) {
  const holders = new Map();
  const others = parts.filter(({ isOurs }) => !isOurs).sort((a, b) => (a.ref < b.ref ? -1 : 1));
  for (const part of others) {
    for (const text of textsIn(part.dir)) holders.set(text, [...(holders.get(text) ?? []), part]);
  }
  const list = others.map((part) => `${title(part)}: ${part.licence ?? "see its text"}`);
  const texts = [...holders].map(([text, parts]) => `${parts.map(title).join("\n")}\n\n${text}`);
  const heading = "The parts of other projects that this program is built from, and below them the texts of their licences.";
  return `${[`${heading}\n\n${list.join("\n")}`, ...texts].join(`\n\n${"-".repeat(80)}\n`)}\n`;
}

function title({ name, version }) {
  return `${name} ${version}`;
}

function textsIn(dir) {
  const entries = readdirSync(dir, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && IS_LICENCE.test(entry.name)).map(({ name }) => name);
  return files.sort().map((name) => readFileSync(path.join(dir, name), "utf8").replaceAll("\r\n", "\n").trim());
}
