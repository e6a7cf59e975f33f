import { chmodSync, copyFileSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { repository } from "../folders.mjs";
import { checkoutFolder, executableName } from "./pulumiCli.mjs";

/**
 * Places a CLI that was built from source into the checkout, together with the plugins that the official distribution
 * includes: the language hosts, and the dynamic provider of @pulumi/pulumi.
 *
 * A hard link needs no space, and unlike with a symbolic link, the CLI looks for plugins in this folder.
 * @param {import("./buildCli.mjs").BuiltCli} built
 */
export function placeInCheckout({ cli, languageHosts }) {
  const folder = path.join(checkoutFolder, "bin");
  const provider = path.join(repository, "node_modules", "@pulumi", "pulumi", "pulumi-resource-pulumi-nodejs");
  mkdirSync(folder, { recursive: true });
  linkOrCopy(cli, path.join(folder, executableName));
  // npm sets the executable bit only on the commands that a package declares.
  chmodSync(provider, 0o755);
  for (const plugin of [...languageHosts, provider]) {
    replace(path.join(folder, path.basename(plugin)), (file) => symlinkSync(plugin, file));
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkOrCopy(from, to) {
  if (path.resolve(from) === path.resolve(to)) return;
  replace(to, (file) => {
    try {
      linkSync(from, file);
    } catch {
      // The cache folder is on another file system.
      copyFileSync(from, file);
    }
  });
}

/**
 * Replaces a file atomically: writes it under another name and renames it.
 * @param {string} file
 * @param {(temporary: string) => void} write
 */
function replace(file, write) {
  const temporary = `${file}.${process.pid}`;
  rmSync(temporary, { force: true });
  write(temporary);
  renameSync(temporary, file);
  // Renaming a hard link over another one of the same file does nothing, and keeps both.
  rmSync(temporary, { force: true });
}
