// Reads what `npm audit --json` reports of a folder from standard input, and says it in a line for each package. Fails where a
// vulnerability is high or critical.

import { text } from "node:stream/consumers";
import process from "node:process";

const folder = process.argv[2];
const report = await text(process.stdin).then(JSON.parse).catch(() => ({}));

if (report.vulnerabilities === undefined) {
  console.log(`Not checked: the registry gives no advisories for ${folder} (${report.message ?? "no answer"}).`);
} else {
  const found = Object.values(report.vulnerabilities);
  for (const { name, severity, range } of found) console.log(`${folder}: ${name} ${range}: ${severity}`);
  console.log(`${folder}: ${found.length} packages with advisories`);
  if (found.some(({ severity }) => severity === "high" || severity === "critical")) process.exitCode = 1;
}
