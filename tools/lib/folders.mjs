import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout that this file is in. */
export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * The folder for things that checkouts of this project share, at the place the operating system has for them.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function userCache(env = process.env, platform = process.platform) {
  return path.join(cacheRoot(env, platform), "pulumi-tencent-chat");
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function cacheRoot(env, platform) {
  const home = os.homedir();
  if (platform === "win32") return env["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local");
  // The XDG specification ignores a relative path.
  if (env["XDG_CACHE_HOME"] && path.isAbsolute(env["XDG_CACHE_HOME"])) return env["XDG_CACHE_HOME"];
  return platform === "darwin" ? path.join(home, "Library", "Caches") : path.join(home, ".cache");
}
