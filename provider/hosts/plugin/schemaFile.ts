import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const name = "schema.json";

/** Returns the package's schema: a file at the root of the package, or beside a bundle. */
export function readSchema(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const file = path.join(folder, name);
    if (existsSync(file)) return readFileSync(file, "utf8");
    if (folder === path.dirname(folder))
      throw new Error(`The plugin is incomplete: it has no ${name}. Install it again.`);
  }
}

/** What the plugin itself needs to know of the schema. */
interface Schema {
  readonly version: string;
  readonly functions: Readonly<Record<string, { readonly outputs?: { readonly properties?: object } }>>;
}

let schema: Schema | undefined;

export function parsedSchema(): Schema {
  schema ??= JSON.parse(readSchema()) as Schema;
  return schema;
}
