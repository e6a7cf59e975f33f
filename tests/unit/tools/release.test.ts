import assert from "node:assert/strict";

const changelog = "# Changelog\n\nIntroduction.\n\n## 1.2.0\n\n- New.\n\n### Fixed\n\n- A bug.\n\n## 1.1.0\n\n- Old.\n";

describe("the notes of a release", () => {
  const notes = async (text: string, version: string, tag?: string) =>
    (await import("../../../tools/lib/release.mjs")).releaseNotes(text, version, tag);

  it("are the newest section of the changelog", async () => {
    assert.equal(await notes(changelog, "1.2.0", "v1.2.0"), "- New.\n\n### Fixed\n\n- A bug.");
  });

  it("are refused for a tag of another version", async () => {
    await assert.rejects(notes(changelog, "1.2.0", "v1.3.0"), /the tag must be v1\.2\.0/);
    await assert.rejects(notes(changelog, "1.2.0", "1.2.0"), /the tag must be v1\.2\.0/);
  });

  it("are refused if the changelog has no section for the version, or it is not the newest", async () => {
    await assert.rejects(notes(changelog, "1.3.0"), /begins with the section "1\.2\.0".*1\.3\.0/);
    await assert.rejects(notes(changelog, "1.1.0"), /they must be the same/);
    await assert.rejects(notes("# Changelog\n", "1.1.0"), /they must be the same/);
  });

  it("are refused if the section is empty", async () => {
    await assert.rejects(notes("## 1.0.0\n\n## 0.9.0\n\n- Old.\n", "1.0.0"), /is empty/);
  });
});
