import assert from "node:assert/strict";
import type { Properties } from "../../../provider/handler";
import { keepOwner as keepOwnerIn } from "../../../provider/hosts/keptOwner";
import { unknownValue } from "../../../provider/validation/schema";

const [old, now] = ["aaaaaaaa-2222-4333-8444-555555555555", "bbbbbbbb-2222-4333-8444-555555555555"];
const olds = { __identity: old, __managedBy: "acme/chat/dev/room" };
const news = { __identity: now, __managedBy: "organization/chat/dev/room" };
const kept = { owner: olds, keptFor: [now] };
const keepOwner = (before: object, after: object, isMoved: boolean, isPinned = false, remembersAll = false) =>
  keepOwnerIn(before as Properties, after as Properties, { isMoved, isPinned, remembersAll });
const none = { owner: {}, keptFor: [] };

describe("the owner of a resource whose stack gets another provider", () => {
  it("is kept, with its names, for that provider", () => {
    assert.deepEqual(keepOwner(olds, news, true), kept);
    assert.deepEqual(keepOwner({ ...olds, __keptFor: [now] }, news, false), kept);
  });

  it("is kept in a preview that does not know the new provider's id", () => {
    const unknown = { ...news, __identity: unknownValue };
    assert.deepEqual(keepOwner(olds, unknown, true), { ...kept, keptFor: [unknownValue] });
  });

  it("is kept after a refresh that dropped what tells of the move, for all names are those of the same host then", () => {
    const back = { ...news, __managedBy: olds.__managedBy };
    assert.deepEqual(keepOwner(olds, back, false), { owner: { __identity: old }, keptFor: [now] });
    assert.deepEqual(keepOwner(olds, { ...back, __managedBy: "acme/chat/dev/hall" }, false), {
      owner: { __identity: old },
      keptFor: [now],
    });
    assert.deepEqual(keepOwner({ ...olds, __parentUrn: "a" }, { ...back, __parentUrn: "b" }, false).owner, {
      __identity: old,
    });
  });

  it("is not kept in another organization if nothing moved, for a third provider there, or in a stack of another name", () => {
    assert.deepEqual(keepOwner(olds, news, false), none);
    assert.deepEqual(keepOwner({ ...olds, __keptFor: ["another"] }, news, false), none);
    assert.deepEqual(keepOwner(olds, { ...news, __managedBy: "acme/chat/prod/room" }, true), none);
    assert.deepEqual(keepOwner({}, news, true), none);
  });

  it("gets a pinned identity in any case, and no identity that was pinned before stays", () => {
    const names = { __managedBy: olds.__managedBy };
    assert.deepEqual(keepOwner(olds, { ...news, __identity: "acme/pinned" }, true), {
      owner: names,
      keptFor: ["acme/pinned"],
    });
    assert.deepEqual(keepOwner(olds, { ...news, __managedBy: olds.__managedBy }, false, true), none);
    assert.deepEqual(keepOwner({ ...olds, __identity: "acme/pinned" }, news, true), { owner: names, keptFor: [now] });
  });

  it("is remembered for all earlier providers, once each, by a resource that sweeps by all of them", () => {
    const third = "cccccccc-2222-4333-8444-555555555555";
    const remembering = (before: object, after: object, isPinned = false) =>
      keepOwner(before, after, true, isPinned, true).keptFor;
    const moved = { ...olds, __keptFor: [now] };
    assert.deepEqual(remembering(moved, { ...news, __identity: third }), [now, third]);
    assert.deepEqual(remembering({ ...olds, __keptFor: [now, third] }, news), [third, now]);
    assert.deepEqual(remembering(moved, olds), [now], "back with the first provider");
    assert.deepEqual(keepOwner(moved, { ...news, __identity: third }, true).keptFor, [third]);
    assert.deepEqual(remembering(moved, { ...news, __identity: third }, true), [third], "a pinned one");
    assert.deepEqual(remembering(moved, { ...news, __managedBy: "acme/chat/prod/room" }), [], "another stack");
  });

  it("keeps the name of its parent, which a plugin does not know, while the types are the same", () => {
    const parent = (type: string, name: string) => ({ __parentUrn: `urn:pulumi:dev::chat::${type}::${name}` });
    const before = { ...olds, ...parent("pulumi-nodejs:dynamic/tencent-chat:Group", "room") };
    const same = keepOwner(before, { ...news, ...parent("tencent-chat:index:Group", "?") }, true);
    assert.deepEqual(same.owner, before);
    const other = keepOwner(before, { ...news, ...parent("acme:index:Sales", "?") }, true);
    assert.equal("__parentUrn" in other.owner, false);
  });

  it("is what it was if nothing differs", () => {
    assert.deepEqual(keepOwner(olds, olds, true), none);
  });
});
