import { spawnSync } from "node:child_process";
import semver from "semver";
import { repository } from "../folders.mjs";
import { SetupError } from "../report.mjs";
import { breakingChanges } from "./compare.mjs";

/** @import { Schema } from "./compare.mjs" */

/**
 * Refuses a schema that breaks programs of the last release, unless the version allows it: docs/versioning.md.
 * @param {Schema} released
 * @param {string} releasedVersion
 * @param {Schema} next
 * @param {string} version
 */
export function requireCompatible(released, releasedVersion, next, version) {
  const changes = breakingChanges(released, next);
  const needed = semver.inc(releasedVersion, semver.major(releasedVersion) === 0 ? "minor" : "major") ?? version;
  if (changes.length === 0 || semver.gte(version, needed)) return;
  throw new SetupError(
    `schema.json breaks programs that use version ${releasedVersion}:\n${changes.map((change) => `  - ${change}`).join("\n")}\n` +
      `Undo these changes, or set the version of package.json to ${needed} (docs/versioning.md).`,
  );
}

/**
 * Returns the schema of the last release: of the newest tag `v<version>` before this commit. Undefined if there is none. A tag of
 * this very commit is being released.
 * @returns {{ readonly version: string, readonly schema: Schema } | undefined}
 */
export function lastReleased() {
  const tags = git("tag", "--list", "v*", "--merged", "HEAD", "--no-contains", "HEAD")?.split("\n") ?? [];
  const versions = tags.flatMap((tag) => semver.parse(tag)?.version ?? []);
  const [version] = semver.rsort(versions);
  // The first releases may have had no schema.
  const text = version && git("show", `v${version}:schema.json`);
  return version && text ? { version, schema: JSON.parse(text) } : undefined;
}

/** @param {readonly string[]} args @returns {string | undefined} undefined if it fails, as outside of a clone */
function git(...args) {
  const { status, stdout } = spawnSync("git", args, { cwd: repository, encoding: "utf8", maxBuffer: 2 ** 26 });
  return status === 0 ? stdout : undefined;
}
