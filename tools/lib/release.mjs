import { SetupError } from "./report.mjs";

const UNRELEASED = "Unreleased";

/**
 * Returns the notes of a release: the section of CHANGELOG.md with its version, which is the newest. Between two releases,
 * a section "Unreleased" may precede it; a release has none.
 * @param {string} changelog
 * @param {string} version such as 1.2.0
 * @param {string} [tag] the Git tag that is being released; must be `v` and the version
 * @returns {string}
 */
export function releaseNotes(changelog, version, tag) {
  if (tag !== undefined && tag !== `v${version}`) {
    throw new SetupError(
      `The tag is ${tag}, and package.json has the version ${version}: the tag must be v${version}.`,
    );
  }
  const sections = sectionsOf(changelog);
  const isBetweenReleases = tag === undefined && sections[0]?.heading === UNRELEASED;
  const newest = sections[isBetweenReleases ? 1 : 0];
  if (newest?.heading !== version) throw new SetupError(otherHeading(newest?.heading, version));
  if (newest.text === "") throw new SetupError(`The section ${version} of CHANGELOG.md is empty.`);
  return newest.text;
}

/** @param {string} changelog */
function sectionsOf(changelog) {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      return { heading: heading.trim(), text: lines.join("\n").trim() };
    });
}

/**
 * @param {string | undefined} heading
 * @param {string} version
 */
function otherHeading(heading, version) {
  const found = heading === undefined ? "has no section" : `begins with the section "${heading}"`;
  const text = `CHANGELOG.md ${found}, and package.json has the version ${version}: they must be the same.`;
  return heading === UNRELEASED ? `${text} Rename the section "${UNRELEASED}" to the version that you release.` : text;
}
