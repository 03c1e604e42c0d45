// The crates that a program is linked from, as `cargo metadata` resolves them for this platform.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** The most bytes that are read of what cargo tells. */
const MAX_METADATA = 256 * 1024 * 1024;

/** Returns the parts of the program that `name`, a package of the workspace, builds: that package first. */
export function crates(root, name) {
  const metadata = ask(root);
  const packages = new Map(metadata.packages.map((found) => [found.id, found]));
  const links = new Map(metadata.resolve.nodes.map((node) => [node.id, linked(node)]));
  const start = metadata.packages.find((found) => found.name === name && metadata.workspace_members.includes(found.id));
  const checksums = checksumsOf(readFileSync(path.join(root, "Cargo.lock"), "utf8"));
  const reached = new Set([start.id]);
  for (const id of reached) for (const next of links.get(id)) reached.add(next);
  return [...reached].map((id) => part(packages.get(id), links.get(id), packages, checksums));
}

function ask(root) {
  const host = /^host: (.*)$/m.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))[1];
  const options = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
  return JSON.parse(execFileSync("cargo", options, { cwd: root, encoding: "utf8", maxBuffer: MAX_METADATA }));
}

/** What a crate is linked with: without what only its tests or its build script use. */
function linked(node) {
  return node.deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)).map(({ pkg }) => pkg);
}

function part(found, links, packages, checksums) {
  const checksum = checksums.get(`${found.name} ${found.version}`);
  return {
    ref: reference(found),
    purl: reference(found),
    name: found.name,
    version: found.version,
    // The slash is how manifests wrote OR once.
    licence: found.license?.replaceAll(/\s*\/\s*/g, " OR ") ?? null,
    hash: checksum ? { alg: "SHA-256", content: checksum } : null,
    dir: path.dirname(found.manifest_path),
    isOurs: found.source === null,
    dependsOn: links.map((id) => reference(packages.get(id))),
  };
}

function reference({ name, version }) {
  return `pkg:cargo/${name}@${encodeURIComponent(version)}`;
}

function checksumsOf(lock) {
  const entries = lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"$/gm);
  return new Map([...entries].map(([, name, version, checksum]) => [`${name} ${version}`, checksum]));
}
