import assert from "node:assert/strict";
import { type Announcement, Announcements } from "../../../provider/program/announcements";
import { programResource } from "../../../provider/program/resource";

const key = (kind: string, name: string, parent?: string) =>
  programResource(kind, {
    __managedBy: `acme/chat/dev/${name}`,
    ...(parent !== undefined && { __parentUrn: `urn:pulumi:dev::chat::${parent}::x` }),
  }).key;

const list: Announcement = {
  kind: "GroupMembers",
  name: "team",
  groupId: "lobby",
  entries: ["alice", "bob"],
  hasMore: false,
  dependsOn: [],
};

/** Whether the announced resources are waited for because of an object that another resource has. */
function awaits(
  announcement: Announcement,
  object: string,
  asking = key("GroupMember", "old"),
  name?: string,
): boolean {
  const announcements = new Announcements();
  announcements.announce(announcement);
  return announcements.find(object, asking, name) !== undefined;
}

describe("a resource that a program has announced and that is not checked yet", () => {
  it("may declare the objects that it names, and nothing else", () => {
    assert.equal(awaits(list, "member/lobby/bob"), true);
    assert.equal(awaits(list, "member/lobby/carol"), false);
    assert.equal(awaits(list, "member/annex/bob"), false);
    assert.equal(awaits(list, "mute/lobby/bob"), false);
    assert.equal(awaits({ ...list, kind: "MutedMembers" }, "mute/lobby@TOPIC#_x/bob"), true);
    assert.equal(awaits({ ...list, kind: "GroupAttributes", entries: ["a/b"] }, "attribute/lobby/a/b"), true);
  });

  it("may declare anything of its group while its entries are not known, and in any group while that is not", () => {
    assert.equal(awaits({ ...list, entries: [], hasMore: true }, "member/lobby/carol"), true);
    assert.equal(awaits({ ...list, entries: [], hasMore: true }, "member/annex/carol"), false);
    const { groupId: _, ...anywhere } = list;
    assert.equal(awaits(anywhere, "member/annex/bob"), true);
    assert.equal(awaits(anywhere, "member/annex/carol"), false);
  });

  it("may be the group or topic of another id, where its own is derived from its kind and name", () => {
    const group: Announcement = { kind: "Group", name: "room", hasMore: false, dependsOn: [] };
    assert.equal(awaits(group, "group/dev-room-abc/Public/false", key("Group", "room", "acme:Hall")), true);
    assert.equal(awaits(group, "group/dev-room-abc/Public/false", key("Group", "other")), false);
    assert.equal(awaits({ ...group, entries: ["a/b"] }, "group/a/b/Public/false"), true);
    assert.equal(
      awaits({ ...group, kind: "Topic", groupId: "@TGS#_x" }, "topic/@TGS#_x@TOPIC#_y", key("Topic", "room")),
      true,
    );
    assert.equal(
      awaits({ ...list, kind: "Topic", groupId: "@TGS#_x", entries: ["y"] }, "topic/@TGS#_x@TOPIC#_y"),
      true,
    );
  });

  describe("and is a fleet", () => {
    const fleet: Announcement = {
      kind: "GroupFleet",
      name: "rooms",
      entries: ["lobby"],
      names: ["red"],
      hasMore: false,
      dependsOn: [],
    };
    const derived = "group/dev-red-abc/Public/false";

    it("may declare the chosen ids that it names, and no others", () => {
      assert.equal(awaits(fleet, "group/lobby/Public/false"), true);
      assert.equal(awaits(fleet, "group/x/lobby/Public/false"), false);
      assert.equal(awaits(fleet, "group/hall/Public/false"), false);
      assert.equal(awaits(fleet, "member/lobby/lobby"), false);
    });

    it("may declare the derived id of a Group, or of another fleet's group, that has the name of one of its groups", () => {
      assert.equal(awaits(fleet, derived, key("Group", "red")), true);
      assert.equal(awaits(fleet, derived, key("Group", "blue")), false);
      assert.equal(awaits(fleet, derived, key("GroupFleet", "red"), "blue"), false);
      assert.equal(awaits(fleet, derived, key("GroupFleet", "halls"), "red"), true);
      assert.equal(awaits({ ...fleet, names: ["rooms-*"] }, derived, key("GroupFleet", "halls"), "rooms-7"), true);
      assert.equal(awaits({ ...fleet, names: ["rooms-*"] }, derived, key("GroupFleet", "halls"), "room-7"), false);
    });

    it("may declare anything while its groups are not known", () => {
      const { entries: _, names: __, ...unknown } = fleet;
      assert.equal(awaits({ ...unknown, hasMore: true }, derived, key("GroupFleet", "halls"), "blue"), true);
    });

    it("may lose a group to a Group whose id is derived, by the name of that group", () => {
      const group: Announcement = { kind: "Group", name: "red", hasMore: false, dependsOn: [] };
      assert.equal(awaits(group, derived, key("GroupFleet", "rooms"), "red"), true);
      assert.equal(awaits(group, derived, key("GroupFleet", "rooms"), "blue"), false);
      assert.equal(awaits(group, derived, key("GroupFleet", "red"), "blue"), false);
    });
  });

  it("is no longer waited for once all resources of its kind and name are checked", () => {
    const announcements = new Announcements();
    announcements.announce(list);
    announcements.announce({ ...list, entries: ["carol"] });
    const asking = key("GroupMember", "old");
    announcements.check(key("GroupMembers", "team"));
    announcements.check(key("GroupMembers", "team"));
    announcements.check(key("GroupMembers", "other"));
    assert.notEqual(announcements.find("member/lobby/bob", asking), undefined);
    announcements.check(key("GroupMembers", "team", "acme:Hall"));
    assert.equal(announcements.find("member/lobby/bob", asking), undefined);
  });
});
