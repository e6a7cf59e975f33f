import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { repository, userCache } from "../folders.mjs";

/** The version that is installed or built where none is there yet: the one pinned in tools/pulumi-cli/go.mod. */
export const PINNED_VERSION = "3.259.0";

/** Older ones are not used: the first version with everything that the provider relies on. */
const MINIMUM_VERSION = "3.216.0";

/**
 * A `pulumi` that can run this project's programs.
 * @typedef {object} PulumiCli
 * @property {string} binary absolute path
 * @property {string} version without the leading v
 * @property {string} origin where it is from, for people
 * @property {readonly string[]} pathEntries folders that its plugins are found in, to put in front of PATH
 */

/**
 * The `pulumi` to use: one on PATH if it is new enough and complete, else one that `npm run setup` has set up.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {PulumiCli | undefined}
 */
export function findPulumi(env = process.env) {
  return findOnPath(env) ?? findInFolders(env);
}

/**
 * The environment to start a `pulumi` or one of its plugins with.
 * @param {PulumiCli} cli
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function pulumiEnvironment(cli, env = process.env) {
  const { name, folders } = searchPath(env);
  return { ...env, [name]: [...cli.pathEntries, ...folders].join(path.delimiter) };
}

/**
 * Where set-up keeps CLIs: first the user's cache folder, which all checkouts share, then the checkout itself. Each has
 * the CLI in `bin`, as the official installer does.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cliFolders(env = process.env) {
  return [path.join(userCache(env), `pulumi-v${PINNED_VERSION}`), checkoutFolder];
}

/** The folder in the checkout where a CLI built from source stands with this checkout's plugins beside it. */
export const checkoutFolder = path.join(repository, ".pulumi-cli", `v${PINNED_VERSION}`);

export const executableName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * Whether a CLI has the plugin beside it that runs Node.js programs; package managers may link to both from elsewhere.
 * @param {string} binary
 */
function hasLanguageHost(binary) {
  const name = process.platform === "win32" ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
  return [binary, realpathSync(binary)].some((file) => existsSync(path.join(path.dirname(file), name)));
}

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
    // The first one on PATH is the one that the user means; a later one is never taken instead.
    if (!hasLanguageHost(binary)) return undefined;
    const version = versionOf(binary, env);
    return version && isAtLeast(version, MINIMUM_VERSION) ? describe(binary, version, "on PATH") : undefined;
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
  // Only a finished CLI is ever moved to this place, so there is no need to spend time on asking its version.
  return binary ? describe(binary, PINNED_VERSION, "set up for this project") : undefined;
}

/**
 * @param {string} binary
 * @param {string} version
 * @param {string} origin
 * @returns {PulumiCli}
 */
function describe(binary, version, origin) {
  // The real path: the CLI warns about plugins on PATH that it does not find beside itself under the same name.
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
 * PATH and how it is spelt: Windows says `Path`.
 * @param {NodeJS.ProcessEnv} env
 */
function searchPath(env) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { name, folders: (env[name] ?? "").split(path.delimiter).filter(Boolean) };
}
