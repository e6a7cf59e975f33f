import assert from "node:assert/strict";
import { diffGroup } from "../../../provider/resources/group/diff";
import type { GroupInputs, GroupState } from "../../../provider/resources/group/schema/types";
import { plan as anyPlan, here, otherIdentity, ownedBy } from "./support/plan";

const inputs: GroupInputs = {
  groupId: "ops",
  type: "Public",
  name: "Ops",
  customFields: { team: "sre" },
  ...ownedBy("ops"),
};
const state: GroupState = { ...inputs, ...here, createTime: 5, markKeyId: "key" };
const plan = { ...anyPlan, now: 1_000_000_000_000 };

describe("the diff of a group", () => {
  it("finds no change between equal values", () => {
    assert.deepEqual(diffGroup(state, structuredClone(inputs), plan), {
      replaces: [],
      changes: "none",
      deleteBeforeReplace: true,
    });
  });

  for (const change of [
    { name: "Ops 24x7" },
    { introduction: "hi" },
    { ownerAccount: "alice" },
    { customFields: { team: "dev" } },
    { muteAllMembers: true },
    { maxMemberCount: 5 },
    { adopt: "always" },
    { disbandOnlyIf: { membersAtMost: 1 } },
    { farewell: { message: "bye" } },
    { __managedBy: "acme/chat/prod/ops" },
    { __identity: otherIdentity },
    { __parentUrn: "urn:pulumi:dev::chat::acme:index:Room::room" },
  ] as const) {
    it(`updates when ${Object.keys(change)[0]} changes`, () => {
      assert.deepEqual(diffGroup(state, { ...inputs, ...change }, plan), {
        replaces: [],
        changes: "inputs",
        deleteBeforeReplace: true,
      });
    });
  }

  it("updates when a property is removed", () => {
    const { customFields: _, ...less } = inputs;
    assert.equal(diffGroup(state, less, plan).changes, "inputs");
  });

  it("replaces, create before delete, when the id changes", () => {
    assert.deepEqual(diffGroup(state, { ...inputs, groupId: "other" }, plan), {
      replaces: ["groupId"],
      changes: "inputs",
      deleteBeforeReplace: false,
    });
  });

  it("replaces, delete before create, when type or topic support change under the same id", () => {
    assert.deepEqual(diffGroup(state, { ...inputs, type: "ChatRoom" }, plan), {
      replaces: ["type"],
      changes: "inputs",
      deleteBeforeReplace: true,
    });
    assert.deepEqual(diffGroup(state, { ...inputs, supportTopic: true }, plan).replaces, ["supportTopic"]);
  });

  it("replaces, delete before create, when the app changes: its delete refuses before anything is created there", () => {
    assert.deepEqual(diffGroup(state, inputs, { ...plan, sdkAppId: 2 }), {
      replaces: ["sdkAppId"],
      changes: "state",
      deleteBeforeReplace: true,
    });
  });

  it("refuses another service, whose answers would be about other objects, and accepts a proxy of the same service", () => {
    const elsewhere = { ...plan, service: "loopback" };
    assert.throws(() => diffGroup(state, inputs, elsewhere), /its state belongs to Tencent's own service.*loopback/);
    assert.equal(diffGroup(state, inputs, { ...elsewhere, sameServiceAs: ["tencent"] }).changes, "state");
  });

  it("treats supportTopic false as unset", () => {
    assert.deepEqual(diffGroup(state, { ...inputs, supportTopic: false }, plan).replaces, []);
  });

  it("renews a mark when less than half of its lifetime is left, and not earlier", () => {
    const seconds = plan.now / 1000;
    const __ttl = "1000s";
    const expiring = (left: number) =>
      diffGroup({ ...state, __ttl, expires: seconds + left }, { ...inputs, __ttl }, plan).changes;
    assert.equal(expiring(500), "none");
    assert.equal(expiring(499), "state");
    assert.equal(diffGroup({ ...state, __ttl, expires: seconds + 900 }, inputs, plan).changes, "inputs");
  });

  it("re-signs the mark after a rotation of the secret key, and finds no change without a key", () => {
    assert.equal(diffGroup(state, inputs, { ...plan, keyId: "other" }).changes, "state");
    assert.equal(diffGroup(state, inputs, { ...plan, keyId: undefined }).changes, "none");
  });
});
