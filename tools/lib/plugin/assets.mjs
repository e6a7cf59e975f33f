import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../folders.mjs";
import { SetupError } from "../report.mjs";
import { bundle } from "./bundle.mjs";
import { writeExecutable } from "./executable.mjs";

const name = "pulumi-resource-tencent-chat";
const suffix = process.platform === "win32" ? ".exe" : "";

/** What a release calls the platforms of Node. */
const platforms = /** @type {const} */ ({ linux: "linux", darwin: "darwin", win32: "windows" });
const architectures = /** @type {const} */ ({ x64: "amd64", arm64: "arm64" });

/** The plugin reads its schema from the folder that it is in. */
const accompanying = ["schema.json", "LICENSE"];

/** Starts the bundle, wherever it is: the engine starts a plugin in the folder of the program. */
const startScripts = {
  [name]: '#!/bin/sh\nexec node "$(dirname "$0")/plugin.js" "$@"\n',
  [`${name}.cmd`]: '@node "%~dp0plugin.js" %*\r\n',
};

/**
 * Writes the archives of a release for this platform: a single executable, under the name with which the engine looks for it,
 * and a bundle for every platform that has Node.
 * @param {string} entry the compiled plugin
 * @param {string} version
 * @param {string} folder
 * @returns {Promise<readonly string[]>} the archives
 */
export async function writeAssets(entry, version, folder) {
  const work = path.join(folder, "work");
  rmSync(folder, { recursive: true, force: true });
  for (const each of ["bundle", "executable"]) mkdirSync(path.join(work, each), { recursive: true });

  const script = path.join(work, "bundle", "plugin.js");
  await bundle(entry, script);
  for (const [file, text] of Object.entries(startScripts)) {
    writeFileSync(path.join(work, "bundle", file), text);
    chmodSync(path.join(work, "bundle", file), 0o755);
  }
  await writeExecutable(script, path.join(work, "executable", `${name}${suffix}`), work);
  for (const file of accompanying)
    for (const each of ["bundle", "executable"]) copyFileSync(path.join(repository, file), path.join(work, each, file));

  const archives = [
    archive(path.join(work, "executable"), path.join(folder, `${name}-v${version}-${platform()}.tar.gz`)),
    archive(path.join(work, "bundle"), path.join(folder, `${name}-v${version}-node.tar.gz`)),
  ];
  rmSync(work, { recursive: true });
  return archives;
}

/** @returns {string} such as `linux-amd64` */
function platform() {
  const os = platforms[/** @type {keyof typeof platforms} */ (process.platform)];
  const architecture = architectures[/** @type {keyof typeof architectures} */ (process.arch)];
  if (os && architecture) return `${os}-${architecture}`;
  throw new SetupError(`There is no release for ${process.platform} on ${process.arch}.`);
}

/** @param {string} folder @param {string} file */
function archive(folder, file) {
  // Windows has a tar as well. A relative name: its drive letter would be read as a host.
  const { error, status, stderr } = spawnSync("tar", ["-czf", path.relative(folder, file), "."], {
    cwd: folder,
    encoding: "utf8",
  });
  if (error || status !== 0) throw new SetupError(`tar could not write ${file}: ${error?.message ?? stderr.trim()}`);
  return file;
}
