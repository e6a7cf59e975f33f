import assert from "node:assert/strict";
import { EphemeralStack, GroupFleet } from "pulumi-tencent-chat";
import { ephemeralStack } from "../../../policy/policies/ephemeralStack";
import { groupTypes } from "../../../policy/policies/groupTypes";
import { names } from "../../../policy/policies/names";
import { production } from "../../../policy/policies/production";
import { unknown, validate, validateStack } from "./support/validate";

const guarded = { disbandOnlyIf: { membersAtMost: 1 } };

/** How a policy gets the groups of a fleet: as a text from TypeScript, and as a map with outputs, and from other languages. */
const forms = [
  { title: "as a text", groupsOf: (groups: object): object => ({ groups: JSON.stringify(groups) }) },
  { title: "as a map", groupsOf: (groups: object): object => ({ groups }) },
];

for (const { title, groupsOf } of forms) {
  describe(`the policies for a fleet with its groups ${title}`, () => {
    const fleetOf = (groups: object, more: object = {}) => ({
      kind: GroupFleet,
      stack: "production",
      props: { ...groupsOf(groups), ...more },
    });

    it("require protection, or a guard of each group, in production", async () => {
      const fleet = fleetOf({ red: {}, blue: guarded, ...list(4) });
      assert.deepEqual(await validate(production, fleet), [
        'Stack "production" matches ^prod, so its groups must be protected or guarded, but this fleet is not protected, ' +
          'and has no guard for groups["0"], groups["1"], groups["2"] and 2 more. Set the resource option protect, or declare a ' +
          "guard in its defaults or for each group, such as disbandOnlyIf with membersAtMost 1. An AVChatRoom can only be protected.",
      ]);
      assert.deepEqual(await validate(production, { ...fleet, protect: true }), []);
      assert.deepEqual(await validate(production, { ...fleet, stack: "dev" }), []);
      assert.deepEqual(await validate(production, fleetOf({ red: guarded, blue: guarded })), []);
      assert.deepEqual(await validate(production, fleetOf({})), []);
    });

    it("accept a guard of the defaults, unless a group has one of its own without an effect", async () => {
      assert.deepEqual(await validate(production, fleetOf({ red: {} }, { defaults: guarded })), []);
      const [message = ""] = await validate(
        production,
        fleetOf({ red: {}, blue: { disbandOnlyIf: {} } }, { defaults: guarded }),
      );
      assert.match(message, /has no guard for groups\["blue"\]\. /);
    });

    it("refuse types, each once", async () => {
      const fleet = fleetOf({ red: {}, blue: { type: "Work" }, green: {} }, { defaults: { type: "AVChatRoom" } });
      assert.deepEqual(await validate(groupTypes, fleet, { allowed: ["Private"] }), [
        'type of groups["red"], groups["green"] is AVChatRoom; allowed are Private. Use one of these: another type replaces the group.',
      ]);
      assert.deepEqual(await validate(groupTypes, fleet), []);
    });

    it("refuse names with a space at an end, and ids", async () => {
      const ids = { red: "acme-red", blue: "@TGS#_acme-blue" };
      const fleet = fleetOf({ red: { name: "Red " }, blue: {} }, { defaults: { name: "Room {key}" }, ids });
      assert.deepEqual(await validate(names, fleet, { ids: "^acme-[a-r]+$" }), [
        'groupId of groups["blue"] does not match ^acme-[a-r]+$. ' +
          'Change it in the program, or "ids" in the configuration of the policy "names".',
        'name of groups["red"] does not match ^\\S(.*\\S)?$. ' +
          'Change it in the program, or "names" in the configuration of the policy "names".',
      ]);
      assert.deepEqual(await validate(names, fleet, { ids: "", names: "^Red |^Room blue$" }), []);
    });

    it("require an EphemeralStack in a preview environment", async () => {
      const fleet = { ...fleetOf({ red: {} }), stack: "pr-12" };
      assert.equal((await validateStack(ephemeralStack, [fleet])).length, 1);
      assert.deepEqual(await validateStack(ephemeralStack, [fleet, { kind: EphemeralStack, stack: "pr-12" }]), []);
    });
  });
}

describe("the policies for a fleet with count", () => {
  const fleet = { kind: GroupFleet, stack: "production", props: { count: 3, template: { name: "Room {index}" } } };

  it("validate the template with the defaults", async () => {
    assert.match((await validate(production, fleet))[0] ?? "", /no guard for template\. /);
    assert.deepEqual(await validate(production, { ...fleet, props: { ...fleet.props, defaults: guarded } }), []);
    assert.deepEqual(await validate(production, { ...fleet, props: { count: 0, template: {} } }), []);
  });

  it("validate the name of each group", async () => {
    assert.deepEqual(await validate(names, fleet, { names: "^Room [012]$" }), []);
    assert.match(
      (await validate(names, fleet, { names: "^Room [01]$" }))[0] ?? "",
      /^name of template does not match /,
    );
  });
});

describe("the policies for a fleet that a preview does not know", () => {
  const fleetOf = (props: object) => ({ kind: GroupFleet, stack: "production", props: { ...props } });

  it("validate the groups that are known, and note the others", async () => {
    const groups = { red: unknown, blue: { type: unknown, name: " Blue" }, green: {} };
    const [message = "", ...others] = await validate(production, fleetOf({ groups }));
    assert.match(message, /no guard for groups\["blue"\], groups\["green"\]\. /);
    assert.deepEqual(others, ["note: string value at .groups.red can't be known during preview"]);
    assert.match((await validate(names, fleetOf({ groups, ids: unknown })))[0] ?? "", /^name of groups\["blue"\] /);
    assert.deepEqual(await validate(groupTypes, fleetOf({ groups: unknown })), [
      "note: string value at .groups can't be known during preview",
    ]);
  });
});

function list(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [String(index), {}]));
}
