import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../../sdk";
import { engine, settled, useProgram } from "./support/program";

/** The resources that a user of an output will depend on. */
async function dependencies(output: pulumi.Output<unknown>): Promise<readonly pulumi.Resource[]> {
  const { allResources } = output as unknown as { allResources(): Promise<ReadonlySet<pulumi.Resource>> };
  return [...(await allResources())];
}

const known = (output: pulumi.Output<unknown>) => (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown;

describe("the Output form of a function", () => {
  const program = useProgram();

  it("accepts outputs, also within lists, and keeps their dependencies", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    const room = new sdk.Group("room", { type: "Public", name: "Ops", groupId: "ops" });
    const group = sdk.getGroupOutput({ groupId: room.groupId });
    assert.equal(await settled(group.name), "Ops");
    assert.deepEqual(await dependencies(group), [room]);
    const found = sdk.getGroupsOutput({ groupIds: [room.groupId, "gone"] });
    assert.deepEqual(await settled(found.missing), ["gone"]);
    assert.deepEqual(await dependencies(found), [room]);
  });

  it("needs no arguments if none are required", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    assert.deepEqual(await settled(sdk.listGroupsOutput()), ["ops"]);
  });

  it("is secret if an argument is, and not if only the explicit provider has a key", async () => {
    program.otherApp.create({ groupId: "ops", type: "Public", name: "Ops" });
    const provider = new sdk.Provider("other", { ...program.other, secretKey: pulumi.secret(program.other.secretKey) });
    const plain = sdk.getGroupOutput({ groupId: "ops" }, { provider });
    assert.equal(await settled(plain.name), "Ops");
    assert.equal(await pulumi.isSecret(plain), false);
    const secret = sdk.getGroupOutput({ groupId: pulumi.secret("ops") }, { provider });
    assert.equal(await pulumi.isSecret(secret), true);
  });

  it("makes no call in a preview with an unknown argument or setting, and is unknown itself", async () => {
    await engine({ preview: true });
    const room = new sdk.Group("room", { type: "Public", name: "Ops" });
    assert.equal(await known(sdk.getGroupOutput({ groupId: room.groupId })), false);
    assert.equal(await known(sdk.getRolesOutput({ groupId: "ops", userIds: ["alice", room.id] })), false);
    const provider = new sdk.Provider("other", { ...program.other, endpoint: room.id });
    assert.equal(await known(sdk.getGroupOutput({ groupId: "ops" }, { provider })), false);
    assert.equal(program.emulator.journal.count(), 0);
  });

  it("makes no call in a preview for a group that is not created yet, though its id is known", async () => {
    await engine({ preview: true });
    const room = new sdk.Group("room", { type: "Public", name: "Ops", groupId: "ops" });
    assert.equal(await settled(room.groupId), "ops");
    assert.equal(await known(sdk.getGroupOutput({ groupId: room.groupId })), false);
    assert.equal(await known(sdk.getGroupOutput({ groupId: "ops" }, { dependsOn: room })), false);
    assert.equal(await known(sdk.listGroupsOutput({}, { dependsOn: [room] })), false);
    assert.equal(program.emulator.journal.count(), 0);
  });

  it("waits for its dependsOn resources, and keeps the dependencies", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    const room = new sdk.Group("room", { type: "Public", name: "Ops" });
    const groups = sdk.listGroupsOutput({}, { dependsOn: room });
    assert.deepEqual(await settled(groups), ["ops"]);
    assert.deepEqual(await dependencies(groups), [room]);
  });

  it("makes the call in a preview in which all arguments are known", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    await engine({ preview: true });
    assert.equal(await settled(sdk.getGroupOutput({ groupId: pulumi.output("ops") }).name), "Ops");
  });
});
