import path from "node:path";
import { run } from "../child.mjs";
import { isExecutable } from "../cli/pulumiCli.mjs";
import { SetupError, say } from "../report.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Returns the path of a Chromium or Google Chrome: of the variable CHROMIUM, on PATH, or installed now with apt-get, if
 * this is root on Debian or Ubuntu.
 * @returns {Promise<string | undefined>} undefined if there is none that starts
 */
export async function chromium() {
  const given = process.env["CHROMIUM"];
  if (given && !isExecutable(given)) throw new SetupError(`CHROMIUM is ${given}, which is no file that can be run.`);
  if (given) return given;
  return onPath(NAMES) ?? (await install());
}

async function install() {
  if (process.getuid?.() !== 0 || !onPath(["apt-get"])) return undefined;
  say("Installing Chromium ...");
  /** @type {import("node:child_process").SpawnOptions} */
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", "ignore", 2] };
  const code =
    (await run("apt-get", ["update", "-qq"], options)) ||
    (await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options));
  const binary = onPath(NAMES);
  // Ubuntu's package is only a link to a snap, which does not start in a container.
  return code === 0 && binary && (await run(binary, ["--version"], { stdio: "ignore" })) === 0 ? binary : undefined;
}

/** @param {readonly string[]} names */
function onPath(names) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}
