import assert from "node:assert/strict";
import type { ChildHost } from "../groupChildren/childHost";
import { failureOf, foreignOwner, ownedBy, type ResourceState } from "../support/groups";
import { createForeignGroup, memberHost, ownGroup, partlyUpdated, rolesIn } from "./memberHost";

describe("the members of a group", () => {
  let bench: ChildHost;

  before(async () => {
    bench = await memberHost("GroupMembers", { maxGroupsPerUser: 1000 });
  });
  after(() => bench.stop());
  afterEach(() => {
    for (const user of ["carol", "dave"]) bench.app.joinsFreely(user);
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  const roles = (groupId: string) => rolesIn(bench, groupId);
  const room = (more: object = {}) => ownGroup(bench, [], more);
  const theirRoom = (...members: readonly string[]) => createForeignGroup(bench, members);
  const nameCard = (groupId: string, userId: string) => bench.app.member(groupId, userId)?.nameCard;

  async function declared(
    members: readonly unknown[],
    more: object = {},
  ): Promise<ResourceState & { readonly groupId: string }> {
    const groupId = await room();
    return { groupId, ...(await bench.create({ groupId, members, ...more })) };
  }

  it("are added, changed and removed, and the owner stays", async () => {
    const state = await declared([
      "bob",
      { userId: "carol", role: "Admin", nameCard: "On call", customFields: { team: "sre" } },
    ]);
    const { groupId } = state;
    assert.equal(state.id, groupId);
    assert.deepEqual(state.outputs["members"], {
      bob: {},
      carol: { role: "Admin", nameCard: "On call", customFields: { team: "sre" } },
    });
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member", carol: "Admin" });
    assert.deepEqual(bench.app.member(groupId, "carol")?.customFields, { team: "sre" });
    const changed = await bench.update(state, { members: [{ userId: "bob", role: "Admin" }, "carol", "dave"] });
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Admin", carol: "Member", dave: "Member" });
    assert.equal(nameCard(groupId, "carol"), "", "removed properties are cleared");
    assert.deepEqual(bench.app.member(groupId, "carol")?.customFields, {});
    const fewer = await bench.update(changed, { members: ["carol"] });
    assert.deepEqual(roles(groupId), { alice: "Owner", carol: "Member" });
    await bench.delete(fewer);
    assert.deepEqual(roles(groupId), { alice: "Owner" });
  });

  it("are added and removed silently", async () => {
    const { groupId } = await declared(["bob", "carol"]);
    const bodies = bench.emulator.journal.entries({ api: "add_group_member", groupId }).map(({ body }) => body);
    assert.deepEqual(
      bodies.map((body) => (body as { Silence: number }).Silence),
      [1],
    );
  });

  it("may include the owner, whose role cannot be changed, and who is never removed", async () => {
    const state = await declared([{ userId: "alice", role: "Member", nameCard: "Boss" }, "bob"]);
    assert.deepEqual(roles(state.groupId), { alice: "Owner", bob: "Member" });
    assert.equal(nameCard(state.groupId, "alice"), "Boss");
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs, "the owner's role is no drift");
    await bench.delete(state);
    assert.deepEqual(roles(state.groupId), { alice: "Owner" });
  });

  it("that consist of the owner only cause no write if the owner is as declared", async () => {
    const state = await declared([{ userId: "alice", nameCard: "Boss" }]);
    bench.emulator.journal.clear();
    await bench.update(state, {});
    await bench.create({ groupId: state.groupId, members: [{ userId: "alice", nameCard: "Boss" }], adopt: "never" });
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
  });

  it("show drift in membership, roles, name cards and declared fields, and an up corrects it", async () => {
    const members = [
      "bob",
      { userId: "carol", role: "Admin", nameCard: "C", customFields: { team: "sre" } },
      { userId: "dave", nameCard: "D" },
    ];
    const state = await declared(members);
    const { groupId } = state;
    bench.app.leave(groupId, "bob");
    for (const userId of ["mallory", "erin"]) bench.app.join(groupId, userId);
    bench.app.setMember(groupId, "mallory", { role: "Admin", nameCard: "M" });
    bench.app.setMember(groupId, "carol", { role: "Member", nameCard: "X", customFields: { team: "dev" } });
    bench.app.setMember(groupId, "dave", { role: "Admin", customFields: { team: "ops" } });
    const drifted = await bench.refresh(state);
    const found = {
      carol: { role: "Member", nameCard: "X", customFields: { team: "dev" } },
      dave: { role: "Admin", nameCard: "D" },
      erin: { undeclared: true },
      mallory: { role: "Admin", undeclared: true },
    };
    assert.deepEqual(drifted?.inputs["members"], found);
    assert.deepEqual(drifted?.outputs["members"], found);
    await bench.update(drifted as ResourceState, { members });
    assert.deepEqual(roles(groupId), { alice: "Owner", carol: "Admin", dave: "Member", bob: "Member" });
    assert.deepEqual(bench.app.member(groupId, "carol")?.customFields, { team: "sre" });
    assert.match(bench.host.stdout.join("\n"), /Removing 2 undeclared members from the group .*: mallory, erin\./);
  });

  it("that a refresh found in addition are not removed by a destroy", async () => {
    const state = await declared(["bob"]);
    bench.app.join(state.groupId, "mallory");
    await bench.delete((await bench.refresh(state)) as ResourceState);
    assert.deepEqual(roles(state.groupId), { alice: "Owner", mallory: "Member" });
  });

  it("that have already left are no error for a destroy", async () => {
    const state = await declared(["bob", "carol"]);
    bench.app.leave(state.groupId, "bob");
    await bench.delete(state);
    assert.deepEqual(roles(state.groupId), { alice: "Owner" });
  });

  it("may be a map by UserID: the same as a list, and moving from one to the other changes nothing", async () => {
    const state = await declared(["bob", { userId: "carol", role: "Admin" }]);
    bench.emulator.journal.clear();
    const members = { carol: { role: "Admin" }, bob: {} };
    const inputs = await bench.checked(state.inputs, { groupId: state.groupId, members, ...ownedBy("part") });
    assert.deepEqual(inputs["members"], state.inputs["members"]);
    const moved = await bench.update(state, { members });
    assert.deepEqual(moved.outputs, state.outputs);
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    const fewer = await bench.update(moved, { members: { bob: { nameCard: "B" } } });
    assert.deepEqual(roles(state.groupId), { alice: "Owner", bob: "Member" });
    assert.equal(nameCard(state.groupId, "bob"), "B");
    await bench.delete(fewer);
  });

  it("cause no write if everything is as declared", async () => {
    const state = await declared(["bob", { userId: "carol", role: "Admin" }]);
    assert.deepEqual((await bench.refresh(state))?.inputs, state.inputs);
    bench.emulator.journal.clear();
    await bench.update(state, {});
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
  });

  it("of a group of this stack are adopted, and undeclared members are removed", async () => {
    const groupId = await ownGroup(bench, ["bob", "mallory"]);
    await bench.create({ groupId, members: ["bob", "carol"] });
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member", carol: "Member" });
  });

  it("of a foreign group are refused before any write, even if they are as declared", async () => {
    const groupId = theirRoom("bob", "mallory", "erin");
    bench.emulator.journal.clear();
    const { message, partialFailure } = await failureOf(bench.create({ groupId, members: ["bob", "carol"] }));
    assert.match(
      message,
      /Refused to adopt .*3 members \(bob, mallory, erin\), and the group does not provably belong to this stack.*adopt: "always"/,
    );
    assert.equal(partialFailure, undefined);
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    const equal = await failureOf(bench.create({ groupId, members: ["bob", "mallory", "erin"] }));
    assert.match(equal.message, /3 members \(bob, mallory, erin\)/);
    const owner = { userId: "alice", nameCard: "Boss" };
    const changed = await failureOf(bench.create({ groupId: theirRoom(), members: [owner] }));
    assert.match(changed.message, /1 member \(alice\)/);
    assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    await bench.create({ groupId, members: ["bob"], adopt: "always" });
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member" });
    const never = await failureOf(
      bench.create({ groupId: await room(), members: [], adopt: "never" }).then(async (state) => {
        bench.app.join(state.id, "mallory");
        await bench.create({ groupId: state.id, members: [], adopt: "never" });
      }),
    );
    assert.match(never.message, /adopt is "never"/);
  });

  it("of a foreign group never remove a user who joins during the operation, or anybody else", async () => {
    const groupId = theirRoom();
    const joined = bench.emulator.journal
      .next({ api: "add_group_member", groupId })
      .then(() => bench.app.join(groupId, "mallory"));
    const failure = await failureOf(bench.create({ groupId, members: ["bob"] }));
    await joined;
    assert.match(
      failure.message,
      /Refused to adopt .*1 member .*\(mallory\), and the group does not provably belong to this stack/,
    );
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member", mallory: "Member" });
    // The added members are in the state, and are removed by a destroy; the undeclared member stays.
    const inputs = await bench.checked({}, { groupId, members: ["bob"], ...ownedBy("part") });
    const state = partlyUpdated({ inputs }, failure);
    const again = await failureOf(bench.update(state, {}));
    assert.match(again.message, /\(mallory\)/);
    await bench.delete(state);
    assert.deepEqual(roles(groupId), { alice: "Owner", mallory: "Member" });
  });

  it("of this stack's own group remove a user who joins during the operation", async () => {
    const groupId = await room();
    const joined = bench.emulator.journal
      .next({ api: "add_group_member", groupId })
      .then(() => bench.app.join(groupId, "mallory"));
    await bench.create({ groupId, members: ["bob"] });
    await joined;
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member" });
  });

  it("of this stack's own group remove nobody if the group is taken over in the meantime", async () => {
    const groupId = await room();
    const taken = bench.emulator.journal.next({ api: "add_group_member", groupId }).then(async () => {
      bench.app.join(groupId, "mallory");
      const mark = bench.app.attributes(groupId)["pulumi"] ?? "";
      bench.app.setAttributes(groupId, { pulumi: mark.replace(ownedBy("").__identity, foreignOwner("").__identity) });
    });
    const { message } = await failureOf(bench.create({ groupId, members: ["bob"] }));
    await taken;
    assert.match(message, /Refused to adopt .*\(mallory\)/);
    assert.ok(bench.app.member(groupId, "mallory"));
  });

  it("of a community are read with its own paging", async () => {
    const groupId = "@TGS#_members";
    await bench.group("community", { groupId, type: "Community", ownerAccount: "alice" });
    const state = await bench.create({ groupId, members: ["bob"] });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
  });

  it("that cannot be added are named with the reason, do not block others, and are added by the next up", async () => {
    bench.app.refuseToJoin("carol");
    bench.app.awaitsApproval("dave");
    const groupId = await room();
    const members = [{ userId: "bob", role: "Admin" }, "carol", "dave", "ghost"];
    const inputs = await bench.checked({}, { groupId, members, ...ownedBy("part") });
    const failure = await failureOf(bench.create({ groupId, members }));
    assert.match(failure.message, /Could not add 3 users to the group/);
    assert.match(failure.message, /- carol: not added, and the service does not say why/);
    assert.match(failure.message, /- dave: invited, and approval is pending/);
    assert.match(failure.message, /- ghost: no account of this app \(10019\)\. Import it first: declare an Account/);
    assert.doesNotMatch(failure.message, /- bob/);
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Admin" });
    const state = partlyUpdated({ inputs }, failure);
    assert.equal(state.id, groupId);
    assert.deepEqual(state.outputs["members"], inputs["members"]);
    bench.app.joinsFreely("carol");
    bench.app.join(groupId, "dave");
    bench.app.importAccounts("ghost");
    await bench.update(state, {});
    assert.deepEqual(roles(groupId), {
      alice: "Owner",
      bob: "Admin",
      carol: "Member",
      dave: "Member",
      ghost: "Member",
    });
  });

  it("that exceed the limit are refused before any write, with what to do", async () => {
    const groupId = await room({ maxMemberCount: 2 });
    const { message } = await failureOf(bench.create({ groupId, members: ["bob", "carol"] }));
    assert.match(
      message,
      /declares 2 besides the owner, but the group allows 2 \(10014\)\. Nothing was changed\. Raise maxMemberCount/,
    );
    await bench.create({ groupId, members: ["alice", "bob"] });
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member" });
  });

  it("that still hit a full group cause a message with what to do", async () => {
    bench.emulator.faults.add({ api: "add_group_member", fault: { kind: "errorCode", code: 10014 } });
    const groupId = await room();
    const { message } = await failureOf(bench.create({ groupId, members: ["bob"] }));
    assert.match(message, /- bob: refused because the group is full \(10014\)\. Raise maxMemberCount/);
  });

  it("that should be removed are not forgotten after a failure halfway", async () => {
    const state = await declared(["bob", { userId: "carol", nameCard: "C" }]);
    bench.emulator.faults.add({ api: "delete_group_member", fault: { kind: "errorCode", code: 10007 } });
    const failure = await failureOf(bench.update(state, { members: ["carol"] }));
    assert.match(failure.message, /Could not finish the members of group .*10007.*the next `pulumi up` finishes it/s);
    const left = partlyUpdated(state, failure);
    assert.deepEqual(left.outputs["members"], { carol: { nameCard: "C" }, bob: {} });
    await bench.delete(left);
    assert.deepEqual(roles(state.groupId), { alice: "Owner" });
  });

  it("whose change is refused are named", async () => {
    const failure = await failureOf(declared([{ userId: "bob", customFields: { undeclared_key: "x" } }]));
    assert.match(
      failure.message,
      /Could not change the member bob of the group .* \(customFields\): .*declared as member fields in the console/,
    );
    assert.doesNotMatch(failure.message, /\bx\b/);
  });

  it("are as declared after lost answers as well", async () => {
    const reset = { kind: "reset", when: "after" } as const;
    for (const api of ["add_group_member", "modify_group_member_info", "delete_group_member"]) {
      bench.emulator.faults.add({ api, fault: reset });
    }
    const state = await declared(["bob", { userId: "carol", role: "Admin" }]);
    assert.deepEqual(roles(state.groupId), { alice: "Owner", bob: "Member", carol: "Admin" });
    await bench.delete(state);
    assert.deepEqual(roles(state.groupId), { alice: "Owner" });
  });

  it("that the service does not support cause a message that says so", async () => {
    const groupId = await room();
    const ok = JSON.stringify({
      ActionStatus: "OK",
      ErrorCode: 0,
      ErrorInfo: "",
      MemberList: [{ Member_Account: "bob", Result: 1 }],
    });
    const fault = { kind: "body", body: ok, when: "before" } as const;
    bench.emulator.faults.add({ api: "add_group_member", groupId, times: Number.POSITIVE_INFINITY, fault });
    const { message, partialFailure } = await failureOf(bench.create({ groupId, members: ["bob"] }));
    assert.match(message, /did not accept its members.*added but not a member: bob/s);
    assert.equal(partialFailure?.id, groupId);
  });

  for (const [title, type, members] of [
    ["a live room", "AVChatRoom", ["bob"]],
    ["admins of a Private group", "Private", [{ userId: "bob", role: "Admin" }]],
  ] as const) {
    it(`are refused for ${title}, if a preview could not know the type`, async () => {
      const groupId = await bench.group(`type-${type}`, { type });
      bench.emulator.journal.clear();
      const { message } = await failureOf(bench.create({ groupId, members }));
      assert.match(message, new RegExp(`Cannot manage (the members|admins) of the group .* of type ${type}:`));
      assert.equal(bench.emulator.journal.count({ effect: true }), 0);
    });
  }

  it("are deleted with the group, whatever has its id now", async () => {
    const state = await declared(["bob"]);
    bench.app.disband(state.groupId);
    assert.equal(await bench.refresh(state), undefined);
    await bench.delete(state);
    const { message } = await failureOf(bench.update(state, { members: [] }));
    assert.match(message, /no longer exists.*--refresh/);
  });

  it("of another group with the same id are left alone", async () => {
    const groupId = theirRoom();
    const state = await bench.create({ groupId, members: ["bob"] });
    const later = {
      ...state,
      outputs: { ...state.outputs, groupCreateTime: Number(state.outputs["groupCreateTime"]) - 9 },
    };
    assert.equal(await bench.refresh(later), undefined);
    await bench.delete(later);
    assert.deepEqual(roles(groupId), { alice: "Owner", bob: "Member" });
  });
});
