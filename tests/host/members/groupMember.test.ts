import assert from "node:assert/strict";
import type { ChildHost } from "../groupChildren/childHost";
import { failureOf, ownedBy, type ResourceState } from "../support/groups";
import { createForeignGroup, memberHost, ownGroup, partlyUpdated, rolesIn } from "./memberHost";

describe("a single group member", () => {
  let bench: ChildHost;

  before(async () => {
    bench = await memberHost("GroupMember", { maxGroupsPerUser: 20 });
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  const roles = (groupId: string) => rolesIn(bench, groupId);
  const room = (...members: readonly string[]) => ownGroup(bench, members);
  const foreignGroup = (...members: readonly string[]) => createForeignGroup(bench, members);

  it("is added, changed and removed, and other members are never touched", async () => {
    const groupId = foreignGroup("mallory");
    const state = await bench.create({
      groupId,
      userId: "bob",
      role: "Admin",
      nameCard: "B",
      customFields: { team: "sre" },
    });
    assert.equal(state.id, `${groupId}/bob`);
    assert.deepEqual(roles(groupId), { alice: "Owner", mallory: "Member", bob: "Admin" });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    const changed = await bench.update(state, { role: undefined, nameCard: undefined, customFields: undefined });
    const { role, nameCard, customFields } = bench.app.member(groupId, "bob") ?? {};
    assert.deepEqual({ role, nameCard, customFields }, { role: "Member", nameCard: "", customFields: {} });
    await bench.delete(changed);
    assert.deepEqual(roles(groupId), { alice: "Owner", mallory: "Member" });
  });

  it("shows drift in declared properties and in its role, and an up corrects it", async () => {
    const groupId = await room();
    const declared = { groupId, userId: "bob", nameCard: "B", customFields: { team: "sre" } };
    const state = await bench.create(declared);
    bench.app.setMember(groupId, "bob", { role: "Admin", nameCard: "X", customFields: { team: "dev" } });
    const drifted = (await bench.refresh(state)) as ResourceState;
    const { role, nameCard, customFields } = drifted.inputs;
    assert.deepEqual({ role, nameCard, customFields }, { role: "Admin", nameCard: "X", customFields: { team: "dev" } });
    await bench.update(drifted, { ...declared, role: undefined });
    const found = bench.app.member(groupId, "bob");
    assert.deepEqual([found?.role, found?.nameCard, found?.customFields], ["Member", "B", { team: "sre" }]);
  });

  it("keeps a name card that was never declared", async () => {
    const groupId = await room();
    const state = await bench.create({ groupId, userId: "bob" });
    bench.app.setMember(groupId, "bob", { nameCard: "Bob's own" });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    await bench.update(state, { role: "Admin" });
    assert.equal(bench.app.member(groupId, "bob")?.nameCard, "Bob's own");
  });

  it("that has left is dropped from the state, and a destroy has nothing to do", async () => {
    const groupId = await room();
    const state = await bench.create({ groupId, userId: "bob" });
    bench.app.leave(groupId, "bob");
    assert.equal(await bench.refresh(state), undefined);
    await bench.delete(state);
  });

  it("that already exists is adopted in a group of this stack", async () => {
    const groupId = await room("bob");
    await bench.create({ groupId, userId: "bob", role: "Admin" });
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Admin" });
  });

  it("that was added with a lost answer is found, whatever the retry answers", async () => {
    const groupId = foreignGroup();
    bench.emulator.faults.add({ api: "add_group_member", fault: { kind: "reset", when: "after" } });
    bench.emulator.faults.add({ api: "add_group_member", fault: { kind: "errorCode", code: 10004 } });
    await bench.delete(await bench.create({ groupId, userId: "bob" }));
    assert.deepEqual(roles(groupId), { alice: "Owner" });
  });

  it("that already exists in a foreign group is refused, and taken over with adopt always", async () => {
    const groupId = foreignGroup("bob");
    const { message, partialFailure } = await failureOf(bench.create({ groupId, userId: "bob" }));
    assert.match(message, /Refused to adopt .*the member bob, and the group does not provably belong to this stack/);
    assert.equal(partialFailure, undefined);
    const state = await bench.create({ groupId, userId: "bob", adopt: "always" });
    await bench.delete(state);
    assert.deepEqual(roles(groupId), { alice: "Owner" });
  });

  it("that is the owner keeps its role, and stays after a destroy, which says so", async () => {
    const groupId = foreignGroup();
    const state = await bench.create({ groupId, userId: "alice", role: "Admin" });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    await bench.delete(state);
    assert.deepEqual(roles(groupId), { alice: "Owner" });
    assert.match(
      bench.host.stdout.join("\n"),
      new RegExp(`The member alice is the owner of the group ${groupId} and is not removed`),
    );
  });

  for (const [code, expected] of [
    [10014, /- bob: refused because the group is full \(10014\)\. Raise maxMemberCount of the Group/],
    [10019, /- bob: no account of this app \(10019\)\. Import it first: declare an Account for it/],
    [10037, /- bob: in as many groups as the plan allows\. Remove the user from some of them.*\(10037\)/],
    [10016, /- bob: .*10016.*webhook/],
  ] as const) {
    it(`that the service refuses with ${code} causes a message with what to do, and is added by the next up`, async () => {
      const groupId = await room();
      bench.emulator.faults.add({ api: "add_group_member", groupId, fault: { kind: "errorCode", code } });
      const failure = await failureOf(bench.create({ groupId, userId: "bob" }));
      assert.match(failure.message, expected);
      assert.equal(failure.partialFailure, undefined, "nothing was created");
      const state = await bench.create({ groupId, userId: "bob" });
      assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member" });
      bench.app.leave(groupId, "bob");
      bench.emulator.faults.add({ api: "add_group_member", groupId, fault: { kind: "errorCode", code } });
      const again = await failureOf(bench.update(state, {}));
      assert.equal(again.partialFailure?.id, state.id, "a created resource stays in the state");
    });
  }

  it("that needs an approval stays in the state, and the next up finds the member", async () => {
    const groupId = foreignGroup();
    bench.app.awaitsApproval("dave");
    const declared = { groupId, userId: "dave", role: "Admin" };
    const inputs = await bench.checked({}, { ...declared, ...ownedBy("part") });
    const failure = await failureOf(bench.create(declared));
    assert.match(failure.message, /- dave: invited, and approval is pending/);
    bench.app.join(groupId, "dave");
    await bench.update(partlyUpdated({ inputs }, failure), {});
    assert.deepEqual(roles(groupId), { alice: "Owner", dave: "Admin" });
  });

  it("does not fail because of others in the same batch", async () => {
    const groupId = await room();
    const work = ["bob", "ghost-2", "carol"].map((userId) => bench.create({ groupId, userId }, userId));
    const [bob, ghost, carol] = await Promise.allSettled(work);
    assert.deepEqual([bob?.status, ghost?.status, carol?.status], ["fulfilled", "rejected", "fulfilled"]);
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member", carol: "Member" });
  });

  it("of a change that stopped halfway is cleared of removed properties by the next up", async () => {
    const groupId = await room();
    const state = await bench.create({ groupId, userId: "bob", nameCard: "B", customFields: { team: "sre" } });
    bench.emulator.faults.add({ api: "modify_group_member_info", fault: { kind: "errorCode", code: 10007 } });
    const news = { nameCard: undefined, customFields: undefined, role: "Admin" };
    const failure = await failureOf(bench.update(state, news));
    assert.match(failure.message, /Could not change the member bob .*10007/);
    await bench.update(partlyUpdated(state, failure), news);
    const found = bench.app.member(groupId, "bob");
    assert.deepEqual([found?.role, found?.nameCard, found?.customFields], ["Admin", "", {}]);
  });

  it("is replaced for another user", async () => {
    const groupId = await room();
    const state = await bench.create({ groupId, userId: "bob" });
    const { replaces } = await bench.host.diff(state.id, state.outputs, { ...state.inputs, userId: "carol" });
    assert.deepEqual(replaces, ["userId"]);
  });

  it("is deleted with the group, whatever has its id now", async () => {
    const groupId = foreignGroup();
    const state = await bench.create({ groupId, userId: "bob" });
    bench.app.disband(groupId);
    assert.equal(await bench.refresh(state), undefined);
    await bench.delete(state);
    assert.match(
      bench.host.stdout.join("\n"),
      new RegExp(`The member bob of group ${groupId} .* no longer exists, since the group is gone`),
    );
  });
});
