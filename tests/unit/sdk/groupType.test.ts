import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";

const CREATE: Readonly<Record<string, (group: sdk.Group | string) => pulumi.CustomResource>> = {
  GroupMember: (group) => new sdk.GroupMember("part", { group, userId: "alice" }),
  GroupMembers: (group) => new sdk.GroupMembers("part", { group, members: ["alice"] }),
  BannedMembers: (group) => new sdk.BannedMembers("part", { group, userIds: ["alice"], until: "forever" }),
  MutedMembers: (group) => new sdk.MutedMembers("part", { group, userIds: ["alice"], until: "forever" }),
};

describe("the type of the parent group", () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];

  before(async () => {
    const engine: pulumi.runtime.Mocks = {
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: { groupId: "ops", ...args.inputs } };
      },
      call: () => ({}),
    };
    await pulumi.runtime.setMocks(engine, "project", "stack", false, "organization");
  });

  for (const [name, create] of Object.entries(CREATE)) {
    it(`is passed on if the program gives the Group itself, and left out if it gives the id, for ${name}`, async () => {
      registered.length = 0;
      for (const group of [new sdk.Group("ops", { type: "Meeting", name: "Ops" }), "ops"]) {
        await new Promise((resolve) => create(group).urn.apply(resolve));
      }
      const parts = registered.filter(({ type }) => type.endsWith(`:${name}`)).map(({ inputs }) => inputs);
      assert.deepEqual(
        parts.map(({ groupId, __groupType: groupType }) => [groupId, groupType]),
        [
          ["ops", "Meeting"],
          ["ops", undefined],
        ],
      );
    });
  }
});
