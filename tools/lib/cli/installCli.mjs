import { SetupError, say } from "../report.mjs";
import { PINNED_VERSION } from "./pulumiCli.mjs";

const INSTALLER = "https://get.pulumi.com/";
const PROBE_MILLISECONDS = 4_000;
const INSTALL_MILLISECONDS = 5 * 60_000;

/** Whether the official installer can be reached. No answer within seconds counts as no. */
export async function canReachInstaller() {
  try {
    const answer = await fetch(INSTALLER, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MILLISECONDS) });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * Installs the official distribution of the pinned version with the Automation API of @pulumi/pulumi.
 * @param {string} folder the CLI is installed into its `bin`
 */
export async function installOfficialCli(folder) {
  say(`Installing the Pulumi CLI v${PINNED_VERSION} with its official installer into ${folder} ...`);
  // Imported here, since node_modules does not exist before npm ci.
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/cmd.js");
  const { default: semver } = await import("semver");
  const installation = PulumiCommand.install({ root: folder, version: new semver.SemVer(PINNED_VERSION) });
  await Promise.race([installation, timeLimit()]);
}

function timeLimit() {
  return new Promise((_resolve, reject) => {
    const message = `The official installer took longer than ${INSTALL_MILLISECONDS / 60_000} minutes`;
    setTimeout(() => reject(new SetupError(message)), INSTALL_MILLISECONDS).unref();
  });
}
