import path from "node:path";
import { SetupError } from "../report.mjs";
import { installedPackage } from "./npmPackage.mjs";

/** The exact versions to test on, by major version. @type {Readonly<Record<string, string>>} */
const VERSIONS = { 20: "20.20.2", 22: "22.23.5", 24: "24.22.3" };

/**
 * Returns a Node of another major version: the platform package that the npm package `node` installs by a script.
 * @param {string} major
 * @returns {Promise<string>} the binary
 */
export async function otherNode(major) {
  if (process.versions.node.split(".")[0] === major) return process.execPath;
  const version = VERSIONS[major];
  if (!version) {
    throw new SetupError(`Node ${major} is not supported here. Supported: ${Object.keys(VERSIONS).join(", ")}`);
  }
  const platform = process.platform === "win32" ? "win" : process.platform;
  const folder = await installedPackage(`node-${platform}-${process.arch}`, version);
  return path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
}
