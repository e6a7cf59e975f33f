import { existsSync } from "node:fs";
import { build } from "esbuild";
import { SetupError } from "../report.mjs";

/**
 * Bundles the plugin and all that it requires into one file, which needs nothing but Node.
 * @param {string} entry
 * @param {string} file
 */
export async function bundle(entry, file) {
  if (!existsSync(entry)) throw new SetupError(`${entry} does not exist: run npm run build, then this again.`);
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: "node",
    // The oldest version that the package supports.
    target: "node20",
    // Stack traces keep the names of functions.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
  });
}
