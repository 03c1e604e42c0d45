// Writes parts as an SBOM: CycloneDX 1.6 in JSON. Equal parts give equal bytes: it has neither a time nor a serial number.

/** `bundle` is the SBOM of the bundled PostgreSQL, or null. */
export function sbom([program, ...parts], bundle) {
  const listed = [...parts].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { ...component(program), type: "application" } },
    components: listed.map(component),
    dependencies: [program, ...listed].map(({ ref, dependsOn }) => ({ ref, dependsOn: [...new Set(dependsOn)].sort() })),
  };
  if (bundle) addBundle(document, bundle);
  return `${JSON.stringify(document, null, 1)}\n`;
}

function component({ ref, purl, name, version, licence, hash }) {
  return {
    type: "library",
    "bom-ref": ref,
    name,
    version,
    purl,
    ...(licence && { licenses: [{ expression: licence }] }),
    ...(hash && { hashes: [hash] }),
  };
}

function addBundle(document, { metadata, components, dependencies }) {
  document.components.push(metadata.component, ...components);
  document.dependencies.push(...dependencies);
  document.dependencies[0].dependsOn.push(metadata.component["bom-ref"]);
}
