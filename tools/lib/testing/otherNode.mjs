import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm } from "../child.mjs";
import { userCache } from "../folders.mjs";
import { SetupError, say } from "../report.mjs";

/** The exact versions to test on, by major version. @type {Readonly<Record<string, string>>} */
const VERSIONS = { 24: "24.21.0" };

/**
 * Returns a Node of another major version. Installs the platform package of the npm package `node`, as its install script
 * would do: so no install script needs to run.
 * @param {string} major
 * @returns {Promise<string>} the binary
 */
export async function otherNode(major) {
  if (process.versions.node.split(".")[0] === major) return process.execPath;
  const version = VERSIONS[major];
  if (!version)
    throw new SetupError(`Node ${major} is not supported here. Supported: ${Object.keys(VERSIONS).join(", ")}`);
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = path.join(userCache(), `node-v${version}`);
  const binary = path.join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(binary)) await install(folder, `${name}@${version}`);
  return binary;
}

/**
 * @param {string} folder
 * @param {string} specifier
 */
async function install(folder, specifier) {
  say(`Installing ${specifier} ...`);
  mkdirSync(folder, { recursive: true });
  // With its own manifest, npm does not look for a project in parent folders.
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--no-package-lock"];
  const code = await npm(["install", ...options, specifier], {
    cwd: folder,
    env: environmentWithoutNpm(),
    stdio: ["ignore", 2, 2],
  });
  if (code === 0) return;
  throw new SetupError(
    `npm could not install ${specifier} (exit code ${code}); see its message above.\n` +
      "If this platform has no such package, install that Node yourself and run npm test with it.",
  );
}

/** Returns the environment without the variables of the npm that runs this script, such as its prefix and workspace. */
function environmentWithoutNpm() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|package_)/.test(name)),
  );
}
