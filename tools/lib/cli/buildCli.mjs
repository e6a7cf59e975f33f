import path from "node:path";
import { say } from "../report.mjs";
import { goBuild } from "./goBuild.mjs";
import { executablesOf, hostFile, moduleFolder } from "./languageHost.mjs";
import { withLock } from "./lock.mjs";
import { executableName, isExecutable, PINNED_VERSION } from "./pulumiCli.mjs";

/**
 * The executables that are built from source.
 * @typedef {object} BuiltCli
 * @property {string} cli
 * @property {readonly string[]} languageHosts the plugins that run programs: a stand-in for Node.js, and the one for YAML
 */

const setUpHosts = /** @type {const} */ (["pulumi-language-nodejs", "pulumi-language-yaml"]);

/** The version in tools/pulumi-cli/go.mod. */
const YAML_VERSION = "1.38.1";

/**
 * Builds the pinned CLI and its language hosts from source into a folder, as far as they are not there yet. Waits if
 * another set-up is building them.
 * @param {string} folder
 * @param {string} [cli] one that was built earlier, maybe into another folder
 * @returns {Promise<BuiltCli>}
 */
export async function buildCli(folder, cli = path.join(folder, "bin", executableName)) {
  const languageHosts = setUpHosts.map((name) => hostFile(folder, name));
  const packages = new Map([
    [cli, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    ...setUpHosts.map((name) => /** @type {const} */ ([hostFile(folder, name), executablesOf[name]])),
  ]);
  await buildMissing(folder, packages, (missing) =>
    missing.includes(cli)
      ? `Building the Pulumi CLI v${PINNED_VERSION} from source, since its official installer is unreachable.\n` +
        "This takes about 5 minutes on two idle cores, only once: all checkouts of this user share the result."
      : `Building the language hosts of the Pulumi CLI v${PINNED_VERSION} ...`,
  );
  return { cli, languageHosts };
}

/**
 * Builds executables of tools/pulumi-cli as far as they are not there yet.
 * @param {string} folder for CLIs
 * @param {ReadonlyMap<string, string>} packages by the file to write
 * @param {(missing: readonly string[]) => string} announcement
 */
export async function buildMissing(folder, packages, announcement) {
  await withLock(
    path.join(folder, "building"),
    "Another set-up is building the Pulumi CLI; waiting for it ...",
    async () => {
      const missing = new Map([...packages].filter(([file]) => !isExecutable(file)));
      if (missing.size === 0) return;
      say(announcement([...missing.keys()]));
      await goBuild(moduleFolder, missing, [
        `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PINNED_VERSION}`,
        `github.com/pulumi/pulumi-yaml/pkg/version.Version=v${YAML_VERSION}`,
      ]);
    },
  );
}
