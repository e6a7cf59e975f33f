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
function awaits(announcement: Announcement, object: string, asking = key("GroupMember", "old")): boolean {
  const announcements = new Announcements();
  announcements.announce(announcement);
  return announcements.find(object, asking) !== undefined;
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
