import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm } from "./child.mjs";
import { repository } from "./folders.mjs";
import { SetupError, say } from "./report.mjs";

const modules = path.join(repository, "node_modules");
/** npm's own record of the installed packages, written last. */
const installed = path.join(modules, ".package-lock.json");
/** Its modification time is the start of the last successful build. */
const built = path.join(modules, ".package-built");

const SOURCES = ["sdk", "provider", "chat", "emulator", "cli"];
const BUILD_FILES = ["package.json", "tsconfig.json", "tsconfig.build.json"];

/** Installs the dependencies, unless they match the lock file already. */
export async function installDependencies() {
  if (areInstalled()) return;
  say("Installing the dependencies with npm ci ...");
  // No dependency needs its install scripts, and npm may prompt about them.
  const code = await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: repository, stdio: output() });
  if (code !== 0) {
    throw new SetupError(
      `npm ci failed (exit code ${code}); see its message above.\n` +
        "Behind a proxy or with your own registry, check `npm config get registry`; then run npm run setup again.",
    );
  }
}

/** Compiles the package to dist/, unless nothing has changed since the last build. */
export async function buildPackage() {
  if (!isStale()) return;
  say("Building the package ...");
  const started = new Date();
  const code = await npm(["run", "--silent", "build"], { cwd: repository, stdio: output() });
  if (code !== 0) throw new SetupError("The package does not compile; see the compiler's messages above.");
  writeFileSync(built, "");
  // So that files changed during the build count as newer.
  utimesSync(built, started, started);
}

function isStale() {
  if (!existsSync(built) || !existsSync(path.join(repository, "dist"))) return true;
  const since = statSync(built).mtimeMs;
  return [...BUILD_FILES.map((file) => path.join(repository, file)), ...sources()].some(
    // The modification time of a folder shows added and removed files.
    (file) => statSync(file).mtimeMs > since,
  );
}

function sources() {
  return SOURCES.map((folder) => path.join(repository, folder))
    .filter(existsSync)
    .flatMap((folder) => [
      folder,
      ...readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))),
    ]);
}

function areInstalled() {
  if (!existsSync(installed)) return false;
  const wanted = packagesOf(path.join(repository, "package-lock.json"));
  const present = packagesOf(installed);
  const matches = (/** @type {string} */ name) =>
    present[name]
      ? present[name].version === wanted[name]?.version && present[name].integrity === wanted[name]?.integrity
      : // For another platform.
        wanted[name]?.optional === true;
  const inModules = Object.keys(wanted).filter((name) => name.startsWith("node_modules/"));
  return inModules.every(matches) && Object.keys(present).every((name) => name in wanted);
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}

/** Set-up writes to stderr, so that stdout only contains the output of the command after it. @returns {any} */
function output() {
  return ["ignore", 2, 2];
}
