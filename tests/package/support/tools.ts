import path from "node:path";
import { run } from "./run";

/** The exact versions of what the package is tested with. docs/compatibility.md lists them. */
export const versions = {
  pnpm: "12.21.0",
  yarn: "4.18.1",
  bun: "1.4.5",
  esbuild: "0.28.2",
  typescript6: "6.0.3",
  typescript7: "7.0.2",
} as const;

/** The major versions of Node that the package is tested on. */
export const nodeMajors = ["20", "22", "24"] as const;

/** Returns a folder of an npm package, which is installed into the user's cache on first use. */
export async function folderOf(name: string, version: string): Promise<string> {
  const { installedPackage } = await import("../../../tools/lib/testing/npmPackage.mjs");
  return installedPackage(name, version);
}

export async function nodeBinary(major: string): Promise<string> {
  const { otherNode } = await import("../../../tools/lib/testing/otherNode.mjs");
  return otherNode(major);
}

/** The npm package `bun` installs its platform package by a script: this is that package, and no script runs. */
export async function bunBinary(): Promise<string> {
  const windows = process.platform === "win32";
  const platform = windows ? "windows" : process.platform;
  const architecture = process.arch === "arm64" ? "aarch64" : process.arch;
  // The baseline build runs on every x64 processor.
  const build = process.arch === "x64" ? "-baseline" : "";
  const folder = await folderOf(`@oven/bun-${platform}-${architecture}${build}`, versions.bun);
  return path.join(folder, "bin", windows ? "bun.exe" : "bun");
}

/** The address of the registry that npm is set to. Yarn does not read npm's settings. */
export async function registry(): Promise<string> {
  return (await run(["npm", "config", "get", "registry"], __dirname)).trim();
}
