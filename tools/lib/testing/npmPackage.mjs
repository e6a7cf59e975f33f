import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm } from "../child.mjs";
import { withLock } from "../cli/lock.mjs";
import { userCache } from "../folders.mjs";
import { SetupError, say } from "../report.mjs";

/**
 * Installs an npm package that only tests need into the user's cache, once for all checkouts. Runs no install scripts.
 * @param {string} name
 * @param {string} version exact
 * @returns {Promise<string>} its folder
 */
export async function installedPackage(name, version) {
  const folder = path.join(userCache(), "packages", `${name.replace("/", "+")}-${version}`);
  const done = path.join(folder, "installed");
  mkdirSync(folder, { recursive: true });
  await withLock(
    path.join(folder, "installing"),
    `Another process is installing ${name}; waiting for it ...`,
    async () => {
      if (existsSync(done)) return;
      await install(folder, `${name}@${version}`);
      writeFileSync(done, "");
    },
  );
  return path.join(folder, "node_modules", name);
}

/** Returns the environment without the variables of the npm that runs this script, such as its prefix and workspace. */
export function environmentWithoutNpm() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_local_prefix|package_)/.test(name)),
  );
}

/**
 * @param {string} folder
 * @param {string} specifier
 */
async function install(folder, specifier) {
  say(`Installing ${specifier} ...`);
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
      "Check `npm config get registry`, and whether this platform has such a package; then run the tests again.",
  );
}
