import assert from "node:assert/strict";
import fc from "fast-check";
import { topicHandler } from "../../../provider/resources/topic";
import { deriveTopicId } from "../../../provider/resources/topic/topicId";
import { unknownValue } from "../../../provider/validation/schema";
import { here, identity, ownedBy, plan } from "./support/plan";

const groupId = "@TGS#_ops";
const valid = { groupId, name: "Incidents", ...ownedBy("incidents") };

function check(news: object, olds: object = {}) {
  const { inputs, failures } = topicHandler.check({ ...olds }, { ...valid, ...news }, plan);
  return { topicId: inputs.topicId, reasons: failures.map(({ property, reason }) => `${property} ${reason}`) };
}

describe("check of a topic", () => {
  it("completes the id that the program gives, or accepts a whole one", () => {
    assert.equal(check({ topicId: "a b" }).topicId, "@TGS#_ops@TOPIC#_a b");
    assert.equal(check({ topicId: "@TGS#_ops@TOPIC#_a" }).topicId, "@TGS#_ops@TOPIC#_a");
  });

  it("derives an id that is a released format", () => {
    assert.equal(check({}).topicId, "@TGS#_ops@TOPIC#_incidents-iearkd2aztu3fppm");
  });

  it("derives an id that fits, whatever the names", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.nat(42), (name, length) => {
        const id = deriveTopicId({ identity, stack: "acme/chat/dev", name }, `@TGS#_${"x".repeat(length)}`);
        assert.match(id, /^@TGS#_x*@TOPIC#_[A-Za-z0-9_-]{0,23}-[a-z2-7]{16}$/);
        assert.ok(id.length <= 96);
      }),
    );
    const ids = new Set([
      check({}).topicId,
      check({ groupId: "@TGS#_b" }).topicId.replace("_b", "_ops"),
      check({ __managedBy: "acme/chat/dev/b" }).topicId,
    ]);
    assert.equal(ids.size, 3);
  });

  it("keeps the id of the state for the same group only", () => {
    const olds = { groupId, topicId: "@TGS#_ops@TOPIC#_old" };
    assert.equal(check({}, olds).topicId, olds.topicId);
    assert.notEqual(check({ groupId: "@TGS#_b" }, olds).topicId, olds.topicId);
  });

  it("does not touch values that are not known yet", () => {
    assert.deepEqual(check({ groupId: unknownValue }), { topicId: unknownValue, reasons: [] });
    assert.deepEqual(check({ groupId: unknownValue, topicId: "a" }), { topicId: unknownValue, reasons: [] });
    assert.deepEqual(check({ topicId: unknownValue }), { topicId: unknownValue, reasons: [] });
    assert.deepEqual(check({ __identity: unknownValue }), { topicId: unknownValue, reasons: [] });
  });

  for (const topicId of [
    "",
    "é",
    "a\n",
    "@TOPIC#_a",
    "@TGS#_a",
    "@TGS#_b@TOPIC#_a",
    `${groupId}@TOPIC#_`,
    "a".repeat(80),
  ]) {
    it(`refuses ${JSON.stringify(topicId)} as an id`, () => {
      assert.match(String(check({ topicId }).reasons), /^topicId must .*; got /);
    });
  }

  for (const [property, most] of [
    ["name", 30],
    ["introduction", 240],
    ["notification", 300],
    ["faceUrl", 100],
    ["customString", 3000],
  ] as const) {
    it(`counts the bytes of ${property}`, () => {
      assert.deepEqual(check({ [property]: "é".repeat(most / 2) }).reasons, []);
      const [reason, ...others] = check({ [property]: `${"é".repeat(most / 2)}x` }).reasons;
      assert.match(String(reason), new RegExp(`^${property} must be text of .*${most} bytes`));
      assert.deepEqual(others, []);
    });
  }

  it("refuses a group of another type before any call", () => {
    assert.match(String(check({ __groupType: "Public" }).reasons), /group must be a Community with supportTopic/);
    assert.deepEqual(check({ __groupType: "Community" }).reasons, []);
  });
});

describe("diff of a topic", () => {
  const state = { ...valid, topicId: `${groupId}@TOPIC#_a`, ...here, groupCreateTime: 1 };
  const diff = (news: object) => topicHandler.diff(state, { ...valid, topicId: state.topicId, ...news }, plan);

  it("replaces it for another id, create before delete, and updates everything else in place", () => {
    assert.equal(diff({}).changes, "none");
    assert.deepEqual(diff({ name: "b" }), { replaces: [], changes: "inputs", deleteBeforeReplace: true });
    const replaced = diff({ topicId: `${groupId}@TOPIC#_b` });
    assert.deepEqual(replaced, { replaces: ["topicId"], changes: "inputs", deleteBeforeReplace: false });
    for (const property of ["introduction", "notification", "faceUrl", "customString", "adopt"]) {
      assert.equal(diff({ [property]: "always" }).changes, "inputs", property);
    }
    assert.equal(diff({ muteAllMembers: true }).changes, "inputs");
  });
});
