// The npm packages whose code is in the interface, as its lock file has them.

import { readFileSync } from "node:fs";
import path from "node:path";

/** Tools of the build whose own code is in what they build. */
const COMPILED_IN = ["svelte"];

export function npmPackages(root) {
  const ui = path.join(root, "ui");
  const { packages } = JSON.parse(readFileSync(path.join(ui, "package-lock.json"), "utf8"));
  return Object.entries(packages)
    .map(([folder, entry]) => ({ folder, entry, name: folder.split("node_modules/").at(-1) }))
    .filter(({ name, entry }) => name !== "" && ((!entry.dev && !entry.devOptional) || COMPILED_IN.includes(name)))
    .filter(({ name }) => !name.startsWith("@types/"))
    .map(({ folder, entry, name }) => part(path.join(ui, folder), entry, name));
}

function part(dir, { version, license, integrity }, name) {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const [, digest] = /^sha512-(.*)$/.exec(integrity);
  return {
    ref: purl,
    purl,
    name,
    version,
    licence: license ?? null,
    hash: { alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") },
    dir,
    isOurs: false,
    dependsOn: [],
  };
}
