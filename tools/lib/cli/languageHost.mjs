import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { repository } from "../folders.mjs";

/** The Go module that pins the CLI and all its dependencies, and contains the stand-in language host. */
export const moduleFolder = path.join(repository, "tools", "pulumi-cli");

/** The folder of the stand-in language host in that module, and the name of the plugin that runs Node.js programs. */
const packageName = "pulumi-language-nodejs";

export const languageHostName = process.platform === "win32" ? `${packageName}.exe` : packageName;

/**
 * The folder for the stand-in language host of this checkout, below a folder for CLIs. Its name changes with the source, so
 * that a changed source is built, and checkouts with different ones share the folder for CLIs.
 */
export function languageHostFolder() {
  const source = path.join(moduleFolder, packageName);
  const files = [...["go.mod", "go.sum"].map((name) => path.join(moduleFolder, name)), ...goFiles(source)];
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return `language-host-${hash.digest("hex").slice(0, 16)}`;
}

/**
 * Whether the plugin that runs Node.js programs is next to a CLI: the official one, or the stand-in of this checkout's source.
 * Package managers may link to both from another folder.
 * @param {string} binary
 */
export function hasLanguageHost(binary) {
  return [binary, realpathSync(binary)]
    .map((file) => path.join(path.dirname(file), languageHostName))
    .some((host) => existsSync(host) && !isOutdated(host));
}

/** @param {string} host */
function isOutdated(host) {
  const folder = path.basename(path.dirname(realpathSync(host)));
  return folder.startsWith("language-host") && folder !== languageHostFolder();
}

/** @param {string} folder */
function goFiles(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".go"));
  return names.sort().map((name) => path.join(folder, name));
}
