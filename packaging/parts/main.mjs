// Writes what a program is made of: NAME.cdx.json and third-party-licenses.txt.
// `node packaging/parts/main.mjs hearth|hearth-server DIR`

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { crates } from "./crates.mjs";
import { licenceTexts } from "./licenses.mjs";
import { npmPackages } from "./npm.mjs";
import { sbom } from "./sbom.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** The packages of the workspace that build the programs. */
const packages = { hearth: "hearth", "hearth-server": "hearth-cli" };

const [program, dir] = process.argv.slice(2);
if (!(program in packages) || !dir) {
  console.error(`Usage: node packaging/parts/main.mjs ${Object.keys(packages).join("|")} DIR`);
  process.exit(1);
}
const hasWindow = program === "hearth";
const parts = crates(root, packages[program]);
if (hasWindow) {
  const interfaceParts = npmPackages(root);
  parts[0].dependsOn.push(...interfaceParts.map(({ ref }) => ref));
  parts.push(...interfaceParts);
}
writeFileSync(path.join(dir, `${program}.cdx.json`), sbom(parts, hasWindow ? bundled() : null));
writeFileSync(path.join(dir, "third-party-licenses.txt"), licenceTexts(parts));

function bundled() {
  const file = `${process.platform}-${process.arch}.cdx.json`;
  return JSON.parse(readFileSync(path.join(root, "crates/postgres/bundle/sbom", file), "utf8"));
}
