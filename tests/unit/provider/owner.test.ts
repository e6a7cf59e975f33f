import assert from "node:assert/strict";
import fc from "fast-check";
import { deriveGroupId, formatOwner, parseOwner } from "../../../provider/ownership/owner";
import { groupIdProblem, typeNames } from "../../../provider/resources/group/rules";

const owner = { stack: "acme/chat/dev", name: "ops" };
const types = [...new Set(Object.values(typeNames))];

describe("a derived group id", () => {
  it("names stack and resource and is a released format", () => {
    assert.equal(deriveGroupId({ owner, type: "Public", supportTopic: false }), "dev-ops-a3mlu7l6q2gwevoj");
    assert.equal(deriveGroupId({ owner, type: "Community", supportTopic: true }), "@TGS#_dev-ops-6j2wil44qjejgvih");
  });

  it("is an id that the service takes, whatever the names", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/);
    fc.assert(
      fc.property(
        part,
        part,
        part,
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
        fc.constantFrom(...types),
        fc.boolean(),
        (org, project, stack, name, type, topics) => {
          const id = deriveGroupId({
            owner: { stack: `${org}/${project}/${stack}`, name },
            type,
            supportTopic: topics,
          });
          assert.equal(groupIdProblem(id, type), undefined, id);
        },
      ),
    );
  });

  it("differs with organization, project, stack, name, type and topic support", () => {
    const all = [
      { owner, type: "Public", supportTopic: false },
      { owner: { ...owner, stack: "other/chat/dev" }, type: "Public", supportTopic: false },
      { owner: { ...owner, stack: "acme/other/dev" }, type: "Public", supportTopic: false },
      { owner: { ...owner, stack: "acme/chat/prod" }, type: "Public", supportTopic: false },
      { owner: { ...owner, name: "other" }, type: "Public", supportTopic: false },
      { owner, type: "ChatRoom", supportTopic: false },
      { owner, type: "Community", supportTopic: false },
      { owner, type: "Community", supportTopic: true },
    ];
    assert.equal(new Set(all.map(deriveGroupId)).size, all.length);
  });
});

describe("the owner that a program passes on", () => {
  it("reads back whatever the resource is called", () => {
    for (const name of ["ops", "a/b/c", "with space", "über", "new\nline"]) {
      assert.deepEqual(parseOwner(formatOwner({ ...owner, name })), { ...owner, name });
    }
  });

  for (const text of ["", "a/b/c", "a//c/d", "/b/c/d", "a/b/c/"]) {
    it(`is refused as ${JSON.stringify(text)}`, () => assert.equal(parseOwner(text), undefined));
  }
});
