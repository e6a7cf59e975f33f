import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { repository } from "../folders.mjs";
import { readPackage } from "../reference/package.mjs";
import { schemaOf } from "./package.mjs";

/** Returns the schema of this checkout. */
export function generatedSchema() {
  const require = createRequire(import.meta.url);
  require("ts-node/register/transpile-only");
  const { settingSources } = require("../../../provider/settingSources");
  const manifest = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8"));
  return schemaOf(readPackage(path.join(repository, "sdk", "index.ts")), settingSources, manifest);
}
