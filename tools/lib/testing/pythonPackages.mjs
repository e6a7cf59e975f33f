import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../child.mjs";
import { withLock } from "../cli/lock.mjs";
import { userCache } from "../folders.mjs";
import { SetupError, say } from "../report.mjs";

/** What the pinned packages need. */
const MINIMUM = [3, 10];

/**
 * Returns a Python with the packages that a folder pins, from the user's cache or newly installed: first those of
 * build-requirements.txt, if there is one, which build others from source, then those of requirements.txt.
 * @param {string} folder
 * @returns {Promise<string>} the binary
 * @throws {SetupError} if there is no Python, or the packages cannot be installed
 */
export async function pythonWithPackages(folder) {
  const version = requirePython();
  const files = ["build-requirements.txt", "requirements.txt"]
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file));
  const hash = createHash("sha256").update(version);
  for (const file of files) hash.update(readFileSync(file));
  const environment = path.join(userCache(), `python-${hash.digest("hex").slice(0, 16)}`);
  const binary = path.join(
    environment,
    ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  const complete = path.join(environment, "complete");
  mkdirSync(userCache(), { recursive: true });
  await withLock(
    `${environment}.lock`,
    "Another test run is installing the same Python packages; waiting for it ...",
    async () => {
      // The Python that made the environment may have been removed since.
      if (existsSync(complete) && existsSync(binary)) return;
      rmSync(environment, { recursive: true, force: true });
      await install(environment, binary, files);
      writeFileSync(complete, "");
    },
  );
  return binary;
}

/**
 * @param {string} environment
 * @param {string} binary of the environment
 * @param {readonly string[]} files
 */
async function install(environment, binary, files) {
  say("Installing the Python packages of a test, once ...");
  await step(
    systemPython,
    ["-m", "venv", environment],
    "On Debian and Ubuntu, venv is a package of its own: apt-get install python3-venv",
  );
  // --require-hashes: exactly these files. Their own build steps use the pinned tools as well.
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"];
  for (const file of files) {
    const advice = "Check `python3 -m pip config list` and your network";
    await step(binary, [...pip, "--no-build-isolation", "--use-pep517", "-r", file], advice);
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} advice
 */
async function step(command, args, advice) {
  const code = await run(command, args, { stdio: ["ignore", 2, 2] });
  if (code === 0) return;
  throw new SetupError(
    `The Python packages of a test could not be installed: ${args.slice(0, 2).join(" ")} exited with code ${code}; see its ` +
      `message above.\n${advice}. Then run the test again.`,
  );
}

const systemPython = process.platform === "win32" ? "python" : "python3";

/** @returns {string} its version, such as `Python 3.11.7` */
function requirePython() {
  const { error, stdout } = spawnSync(systemPython, ["--version"], { encoding: "utf8" });
  const [, major = "0", minor = "0"] = /^Python (\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  const [wantedMajor = 0, wantedMinor = 0] = MINIMUM;
  if (!error && Number(major) === wantedMajor && Number(minor) >= wantedMinor) return stdout.trim();
  throw new SetupError(
    `This test runs a program written in Python, and needs Python ${MINIMUM.join(".")} or newer: ` +
      `${error ? `\`${systemPython}\` is not on PATH` : `\`${systemPython} --version\` says ${stdout.trim()}`}.\n` +
      "Install it (https://www.python.org/downloads/), then run the test again.",
  );
}
