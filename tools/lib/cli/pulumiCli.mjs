import { spawnSync } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { repository, userCache } from "../folders.mjs";
import { hasLanguageHost } from "./languageHost.mjs";

/** The version to install or build if there is none: the one pinned in tools/pulumi-cli/go.mod. */
export const PINNED_VERSION = "3.259.0";

/** The first version with everything that the provider needs. Older ones are not used. */
const MINIMUM_VERSION = "3.216.0";

/**
 * A `pulumi` that can run this project's programs.
 * @typedef {object} PulumiCli
 * @property {string} binary absolute path
 * @property {string} version without the leading v
 * @property {string} origin where it comes from, for messages
 * @property {readonly string[]} pathEntries folders with its plugins, to prepend to PATH
 */

/**
 * Returns the `pulumi` to use: the one on PATH if it is recent enough and complete, else one from `npm run setup`.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {PulumiCli | undefined}
 */
export function findPulumi(env = process.env) {
  return findOnPath(env) ?? findInFolders(env);
}

/**
 * Returns the environment for a `pulumi` or one of its plugins.
 * @param {PulumiCli} cli
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function pulumiEnvironment(cli, env = process.env) {
  const { name, folders } = searchPath(env);
  return { ...env, [name]: [...cli.pathEntries, ...folders].join(path.delimiter) };
}

/**
 * Returns the folders for CLIs: first the user's cache folder, which all checkouts share, then the checkout itself. Each
 * has the CLI in `bin`, like the official installer.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cliFolders(env = process.env) {
  return [path.join(userCache(env), `pulumi-v${PINNED_VERSION}`), checkoutFolder];
}

/** The folder in the checkout for a CLI built from source, together with this checkout's plugins. */
export const checkoutFolder = path.join(repository, ".pulumi-cli", `v${PINNED_VERSION}`);

export const executableName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {PulumiCli | undefined}
 */
function findOnPath(env) {
  for (const folder of searchPath(env).folders) {
    const binary = path.join(folder, executableName);
    if (!isExecutable(binary)) continue;
    // The user means the first one on PATH, so a later one is never used instead.
    if (!hasLanguageHost(binary)) return undefined;
    const version = versionOf(binary, env);
    return version && isAtLeast(version, MINIMUM_VERSION) ? cliOf(binary, version, "on PATH") : undefined;
  }
  return undefined;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {PulumiCli | undefined}
 */
function findInFolders(env) {
  const binary = cliFolders(env)
    .map((folder) => path.join(folder, "bin", executableName))
    .find((file) => isExecutable(file) && hasLanguageHost(file));
  // Only a complete CLI of the pinned version is moved there, so its version need not be checked.
  return binary ? cliOf(binary, PINNED_VERSION, "set up for this project") : undefined;
}

/**
 * @param {string} binary
 * @param {string} version
 * @param {string} origin
 * @returns {PulumiCli}
 */
function cliOf(binary, version, origin) {
  // The real path: the CLI warns about plugins on PATH that it does not find next to itself under the same path.
  return { binary, version, origin, pathEntries: [realpathSync(path.dirname(binary))] };
}

/**
 * @param {string} binary
 * @param {NodeJS.ProcessEnv} env
 */
function versionOf(binary, env) {
  const run = spawnSync(binary, ["version"], {
    encoding: "utf8",
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: 30_000,
  });
  return /^v?(\d+\.\d+\.\d+)/.exec(run.stdout?.trim() ?? "")?.[1];
}

/**
 * @param {string} version
 * @param {string} minimum
 */
function isAtLeast(version, minimum) {
  return version.localeCompare(minimum, "en", { numeric: true }) >= 0;
}

/**
 * Returns the folders of PATH, and the variable's spelling: Windows uses `Path`.
 * @param {NodeJS.ProcessEnv} env
 */
function searchPath(env) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { name, folders: (env[name] ?? "").split(path.delimiter).filter(Boolean) };
}
