import { chmodSync, copyFileSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { repository } from "../folders.mjs";
import { checkoutFolder, executableName } from "./pulumiCli.mjs";

/**
 * Puts a CLI that was built from source into the checkout, with the plugins beside it that the official distribution
 * would bring: the stand-in language host, and the dynamic provider that comes with @pulumi/pulumi.
 *
 * A hard link costs no space, and unlike a symbolic link it makes the CLI look for plugins in this folder.
 * @param {string} binary
 */
export function placeInCheckout(binary) {
  const folder = path.join(checkoutFolder, "bin");
  const plugins = [
    path.join(repository, "tools", "language-host", "pulumi-language-nodejs"),
    path.join(repository, "node_modules", "@pulumi", "pulumi", "pulumi-resource-pulumi-nodejs"),
  ];
  mkdirSync(folder, { recursive: true });
  linkOrCopy(binary, path.join(folder, executableName));
  for (const plugin of plugins) {
    // npm sets the run bit only on what a package declares as its commands.
    chmodSync(plugin, 0o755);
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
 * Writes a file under another name and moves it, so that nobody ever sees half of it.
 * @param {string} file
 * @param {(temporary: string) => void} write
 */
function replace(file, write) {
  const temporary = `${file}.${process.pid}`;
  rmSync(temporary, { force: true });
  write(temporary);
  renameSync(temporary, file);
  // Renaming one hard link over another of the same file does nothing.
  rmSync(temporary, { force: true });
}
