import { SetupError } from "./report.mjs";

/**
 * Returns the notes of a release: the section of CHANGELOG.md with its version.
 * @param {string} changelog
 * @param {string} version such as 1.2.0
 * @param {string} [tag] the Git tag that is being released; must be `v` and the version
 * @returns {string}
 */
export function releaseNotes(changelog, version, tag) {
  if (tag !== undefined && tag !== `v${version}`)
    throw new SetupError(
      `The tag is ${tag}, and package.json has the version ${version}: the tag must be v${version}.`,
    );
  const sections = changelog.split(/^## /m).slice(1);
  const [latest = ""] = sections;
  const heading = latest.split("\n")[0]?.trim();
  if (heading !== version)
    throw new SetupError(
      `CHANGELOG.md begins with the section "${heading ?? ""}", and package.json has the version ${version}: they must be the same.`,
    );
  const notes = latest.slice(latest.indexOf("\n")).trim();
  if (notes === "") throw new SetupError(`The section ${version} of CHANGELOG.md is empty.`);
  return notes;
}
