import assert from "node:assert/strict";
import { Account, EphemeralStack, Group, GroupFleet } from "pulumi-tencent-chat";
import { policies } from "../../../policy/policies";
import { ephemeralGroups } from "../../../policy/policies/ephemeralGroups";
import { groupTypes } from "../../../policy/policies/groupTypes";
import { lifetime } from "../../../policy/policies/lifetime";
import { names } from "../../../policy/policies/names";
import { production } from "../../../policy/policies/production";
import { type Declared, unknown, validate } from "./support/validate";

const declared = (kind: Declared["kind"], props: object = {}): Declared => ({
  kind,
  isOfPlugin: true,
  stack: "production",
  props: { ...props },
});

describe("the policies for programs in other languages", () => {
  it("hold for the resources of the plugin", async () => {
    const violations = async (policy: Parameters<typeof validate>[0], resource: Declared, config = {}) =>
      (await validate(policy, resource, config)).map((message) => message.split(/[ ;]/)[0]);
    assert.deepEqual(await violations(production, declared(Group)), ["Stack"]);
    assert.deepEqual(await violations(production, declared(GroupFleet, { groups: { red: {} } })), ["Stack"]);
    const notPublic = { allowed: ["Public"] };
    assert.deepEqual(await violations(groupTypes, declared(Group, { type: "Work" }), notPublic), ["type"]);
    const fleet = declared(GroupFleet, { count: 1, template: { type: "Work" } });
    assert.deepEqual(await violations(groupTypes, fleet, notPublic), ["type"]);
    assert.deepEqual(await violations(names, declared(Account, { userId: "a b" })), ["userId"]);
    assert.deepEqual(await violations(lifetime, declared(EphemeralStack, { ttl: "30d" })), ["ttl"]);
  });

  it("hold for no other resources", async () => {
    for (const policy of policies)
      assert.deepEqual(await validate(policy, declared({ __pulumiType: "random:index:Pet" })), []);
  });

  it("require the ttl of the EphemeralStack, which only TypeScript sets by itself", async () => {
    for (const kind of [Group, GroupFleet]) {
      const group: Declared = { ...declared(kind), stack: "pr-12" };
      assert.deepEqual(await validate(ephemeralGroups, group), [
        'Stack "pr-12" matches ^pr-, so its groups must expire, but this resource has no ttl. ' +
          "Set it to the output ttl of the EphemeralStack.",
      ]);
      const allowed: Partial<Declared>[] = [
        { props: { ttl: unknown } },
        { protect: true },
        { stack: "dev" },
        { isOfPlugin: false },
      ];
      for (const other of allowed) assert.deepEqual(await validate(ephemeralGroups, { ...group, ...other }), []);
    }
  });
});
