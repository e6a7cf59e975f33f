import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm } from "../child.mjs";
import { userCache } from "../folders.mjs";
import { SetupError, say } from "../report.mjs";

/** The exact versions to test on, by major version. @type {Readonly<Record<string, string>>} */
const VERSIONS = { 24: "24.21.0" };

/**
 * A Node of another major version. It is fetched as the platform's own package of the npm package `node`, whose install
 * script would do the same: this needs no leave to run scripts.
 * @param {string} major
 * @returns {Promise<string>} the binary
 */
export async function otherNode(major) {
  if (process.versions.node.split(".")[0] === major) return process.execPath;
  const version = VERSIONS[major];
  if (!version)
    throw new SetupError(`Node ${major} is not one of those to test on: ${Object.keys(VERSIONS).join(", ")}`);
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
  say(`Fetching ${specifier} ...`);
  mkdirSync(folder, { recursive: true });
  // A manifest of its own keeps npm from looking for a project further up.
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--no-package-lock"];
  const code = await npm(["install", ...options, specifier], {
    cwd: folder,
    env: outsideNpm(),
    stdio: ["ignore", 2, 2],
  });
  if (code === 0) return;
  throw new SetupError(
    `npm could not install ${specifier} (exit code ${code}); its own message is above.\n` +
      "If there is none for this platform, install that Node yourself and run npm test with it.",
  );
}

/** Without what the npm that runs this script passes on, such as its own prefix and workspace. */
function outsideNpm() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|package_)/.test(name)),
  );
}
