import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inject } from "postject";
import { SetupError } from "../report.mjs";

/** Marks the place in a Node binary that says whether it contains a program (https://nodejs.org/api/single-executable-applications.html). */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * Writes a copy of this Node that runs a bundle: a single executable for this platform, which needs nothing else.
 * @param {string} bundle
 * @param {string} file
 * @param {string} work a folder for what is needed on the way
 */
export async function writeExecutable(bundle, file, work) {
  const settings = path.join(work, "sea.json");
  const blob = path.join(work, "sea.blob");
  writeFileSync(settings, JSON.stringify({ main: bundle, output: blob, disableExperimentalSEAWarning: true }));
  runStep(process.execPath, ["--experimental-sea-config", settings]);
  copyFileSync(process.execPath, file);
  chmodSync(file, 0o755);
  const isMac = process.platform === "darwin";
  // macOS starts no binary that was changed after it was signed.
  if (isMac) runStep("codesign", ["--remove-signature", file]);
  await inject(file, "NODE_SEA_BLOB", readFileSync(blob), {
    sentinelFuse: FUSE,
    ...(isMac && { machoSegmentName: "NODE_SEA" }),
  });
  if (isMac) runStep("codesign", ["--sign", "-", file]);
}

/** @param {string} command @param {readonly string[]} args */
function runStep(command, args) {
  const { error, status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (error || status !== 0)
    throw new SetupError(`${path.basename(command)} ${args[0]} failed: ${error?.message ?? stderr.trim()}`);
}
