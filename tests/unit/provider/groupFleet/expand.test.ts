import assert from "node:assert/strict";
import type { Properties } from "../../../../provider/handler";
import { checkGroup } from "../../../../provider/resources/group/check";
import { checkFleet } from "../../../../provider/resources/groupFleet/check";
import { expandFleet, knownGroups } from "../../../../provider/resources/groupFleet/plan/expand";
import { packGroups } from "../../../../provider/resources/groupFleet/plan/pack";
import { fleetObjectsInState, fleetRemoteObjects } from "../../../../provider/resources/groupFleet/remoteObjects";
import type { FleetInputs } from "../../../../provider/resources/groupFleet/types";
import { unknownValue } from "../../../../provider/validation/schema";
import { here, ownedBy, plan } from "../support/plan";

const common = { type: "Public", name: "Room {key}" };
const checked = (args: Properties, olds: Properties = {}): FleetInputs => {
  const { inputs, failures } = checkFleet(olds, { ...args, ...ownedBy("rooms") }, plan);
  assert.deepEqual(failures, []);
  return inputs;
};
const settingsOf = (args: Properties) =>
  Object.fromEntries((expandFleet({ ...args, ...ownedBy("rooms") }) ?? []).map(({ key, settings }) => [key, settings]));

describe("the groups that a fleet declares", () => {
  it("have the owner that a Group with the name of the key would have, and the settings of the fleet", () => {
    const { a, b } = settingsOf({
      __ttl: "48h",
      __parentUrn: "urn:x",
      defaults: { ...common, customFields: { team: "{key}" } },
      groups: { a: {}, b: { name: "{key}", customFields: { other: "{key}" } } },
    });
    const internal = (key: string) => ({ ...ownedBy(key), __ttl: "48h", __parentUrn: "urn:x" });
    assert.deepEqual(a, { type: "Public", name: "Room a", customFields: { team: "a" }, ...internal("a") });
    assert.deepEqual(b, { type: "Public", name: "{key}", customFields: { other: "{key}" }, ...internal("b") });
  });

  it("are named after the fleet and their number where there is a count", () => {
    const groups = settingsOf({
      count: 2,
      defaults: { type: "Public", name: "x" },
      template: { name: "No. {index}", type: undefined },
    });
    assert.deepEqual(groups["1"], { type: "Public", name: "No. 1", ...ownedBy("rooms-1") });
    assert.deepEqual(settingsOf({ count: 0 }), {});
  });

  it("are not known while any of the arguments, or any whole group, is not known", () => {
    for (const args of [
      { groups: unknownValue },
      { count: unknownValue },
      { groups: {}, defaults: unknownValue },
      { groups: { a: unknownValue } },
    ])
      assert.equal(expandFleet({ ...args, ...ownedBy("rooms") }), undefined);
    // Unlike an empty fleet, whose update would disband everything.
    const inputs = { ids: {}, groups: unknownValue, ...ownedBy("rooms") } as unknown as FleetInputs;
    assert.throws(() => knownGroups(inputs), /not known during its update/);
  });

  it("have the same id as a Group of the same name, also by another name of the type", () => {
    for (const type of ["Public", "Work", "Meeting", "AVChatRoom"]) {
      const { ids } = checked({ groups: { a: { type, name: "x" } } });
      assert.equal(ids["a"], checkGroup({}, { type, name: "x", ...ownedBy("a") }, plan).inputs.groupId);
    }
  });

  it("keep their ids when the fleet is renamed, unless their type changes", () => {
    const args = { count: 2, template: { type: "Meeting", name: "x" } };
    const before = checked(args);
    const renamed = checkFleet({ ...before }, { ...args, ...ownedBy("halls") }, plan).inputs;
    assert.deepEqual(renamed.ids, before.ids);
    const other = checkFleet(
      { ...before },
      { ...args, template: { type: "Work", name: "x" }, ...ownedBy("rooms") },
      plan,
    ).inputs;
    assert.notEqual(other.ids["0"], before.ids["0"]);
  });

  it("are refused with a key __proto__ anywhere, which the transport turns into a prototype", () => {
    const hidden = (value: object) => Object.setPrototypeOf(value, { name: "x" });
    for (const [args, failure] of [
      [{ groups: hidden({}) }, /^groups must not have a key __proto__/],
      [{ groups: { a: hidden({ ...common }) } }, /^groups \["a"\] must not have a key __proto__/],
      [{ groups: { a: { ...common, customFields: hidden({}) } } }, /^groups \["a"\] must not have a key __proto__/],
      [{ groups: {}, defaults: hidden({}) }, /^defaults must not have a key __proto__/],
      [
        { count: 1, template: { ...common, farewell: hidden({ message: "x" }) } },
        /^template must not have a key __proto__/,
      ],
    ] as const) {
      const { failures } = checkFleet({}, { ...args, ...ownedBy("rooms") }, plan);
      assert.match(failures.map(({ property, reason }) => `${property} ${reason}`).join("\n"), failure);
    }
  });

  it("are the remote objects of a Group: those that are declared, and those that exist", () => {
    const inputs = checked({ defaults: common, groups: { a: {}, b: { groupId: "b" } } });
    const keys = fleetRemoteObjects(inputs).map(({ key }) => key);
    assert.deepEqual(keys.slice(2), ["groupId/b", "group/b/Public/false"]);
    assert.equal(keys[1], `group/${inputs.ids["a"]}/Public/false`);
    const group = { groupId: "b", type: "Public", name: "x", ...ownedBy("b"), ...here, markKeyId: "key" } as const;
    const state = {
      ...ownedBy("rooms"),
      ...here,
      __id: "rooms",
      ids: { b: "b" },
      __groups: packGroups(new Map([["b", group]])),
    };
    assert.deepEqual(
      fleetObjectsInState(state).map(({ key }) => key),
      keys.slice(2),
    );
    assert.equal(fleetObjectsInState({ ...state, __leaving: [{ ...group, groupId: "c" }] }).length, 4);
  });

  it("are remote objects by their names in a first preview, which has no identity yet", () => {
    const inputs = checkFleet(
      {},
      { groups: { a: common }, ...ownedBy("rooms"), __identity: unknownValue },
      plan,
    ).inputs;
    assert.deepEqual(
      fleetRemoteObjects(inputs).map(({ key }) => key),
      ["derived/a/Public/false/false"],
    );
  });
});
