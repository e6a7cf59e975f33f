import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { repository } from "../folders.mjs";

/** The Go module that pins the CLI and all its dependencies, and contains the stand-ins for language hosts. */
export const moduleFolder = path.join(repository, "tools", "pulumi-cli");

/** The Go packages of the executables that are built beside the CLI. */
export const executablesOf = /** @type {const} */ ({
  "pulumi-language-nodejs": "./pulumi-language-nodejs",
  "pulumi-language-yaml": "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  "sdk-generator": "./sdk-generator",
});

const suffix = process.platform === "win32" ? ".exe" : "";

/** The plugin that runs Node.js programs. */
export const languageHostName = `pulumi-language-nodejs${suffix}`;

/**
 * Returns the file of an executable, below a folder for CLIs.
 * @param {string} folder
 * @param {keyof typeof executablesOf} name
 */
export function hostFile(folder, name) {
  return path.join(folder, languageHostFolder(), `${name}${suffix}`);
}

/**
 * The folder for the executables of this checkout, below a folder for CLIs. Its name changes with the source, so
 * that a changed source is built, and checkouts with different ones share the folder for CLIs.
 */
export function languageHostFolder() {
  const own = Object.values(executablesOf).filter((name) => name.startsWith("."));
  const sources = own.flatMap((name) => goFiles(path.join(moduleFolder, name)));
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"].map((name) => path.join(moduleFolder, name)).concat(sources))
    hash.update(readFileSync(file));
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
