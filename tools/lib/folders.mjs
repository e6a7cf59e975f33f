import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The root of this checkout. */
export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Returns the cache folder that all checkouts of this project share, in the operating system's location for caches.
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
