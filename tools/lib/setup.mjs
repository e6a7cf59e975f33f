import { accessSync, constants, mkdirSync } from "node:fs";
import path from "node:path";
import { buildCli } from "./cli/buildCli.mjs";
import { placeInCheckout } from "./cli/builtCli.mjs";
import { canReachInstaller, installOfficialCli } from "./cli/installCli.mjs";
import { cliFolders, executableName, findPulumi, isExecutable } from "./cli/pulumiCli.mjs";
import { buildPackage, installDependencies } from "./dependencies.mjs";
import { SetupError, say } from "./report.mjs";

/**
 * Prepares a checkout: dependencies, the built package, and a Pulumi CLI. Does nothing for what is up to date, so every
 * tool can call it first.
 * @returns {Promise<import("./cli/pulumiCli.mjs").PulumiCli>}
 */
export async function setUp() {
  await installDependencies();
  await buildPackage();
  return findPulumi() ?? (await providePulumi());
}

async function providePulumi() {
  const earlier = cliFolders()
    .map((folder) => path.join(folder, "bin", executableName))
    .find(isExecutable);
  if (earlier || !(await installIfReachable())) placeInCheckout(await buildCli(writableFolder(), earlier));
  const cli = findPulumi();
  if (!cli)
    throw new SetupError(
      "The Pulumi CLI was set up but is incomplete. Delete .pulumi-cli, then run npm run setup again.",
    );
  return cli;
}

async function installIfReachable() {
  if (!(await canReachInstaller())) return false;
  try {
    await installOfficialCli(writableFolder());
    return true;
  } catch (error) {
    say(`The official installer failed: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/** Returns the first folder for CLIs that can be created and written to. */
function writableFolder() {
  const folder = cliFolders().find((candidate) => {
    try {
      mkdirSync(candidate, { recursive: true });
      accessSync(candidate, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!folder) throw new SetupError(`None of these folders is writable:\n  ${cliFolders().join("\n  ")}`);
  return folder;
}
