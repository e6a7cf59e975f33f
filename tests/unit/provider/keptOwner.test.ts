import assert from "node:assert/strict";
import { keepOwner } from "../../../provider/hosts/keptOwner";
import { unknownValue } from "../../../provider/validation/schema";

const [old, now] = ["aaaaaaaa-2222-4333-8444-555555555555", "bbbbbbbb-2222-4333-8444-555555555555"];
const olds = { __identity: old, __managedBy: "acme/chat/dev/room" };
const news = { __identity: now, __managedBy: "organization/chat/dev/room" };
const kept = { owner: olds, keptFor: now };
const none = { owner: {}, keptFor: undefined };

describe("the owner of a resource whose stack gets another provider", () => {
  it("is kept, with its names, for that provider", () => {
    assert.deepEqual(keepOwner(olds, news, true), kept);
    assert.deepEqual(keepOwner({ ...olds, __keptFor: now }, news, false), kept);
  });

  it("is kept in a preview that does not know the new provider's id", () => {
    const unknown = { ...news, __identity: unknownValue };
    assert.deepEqual(keepOwner(olds, unknown, true), { ...kept, keptFor: unknownValue });
  });

  it("is not kept if nothing moved, for a third provider, or in a stack of another name", () => {
    assert.deepEqual(keepOwner(olds, news, false), none);
    assert.deepEqual(keepOwner({ ...olds, __keptFor: "another" }, news, false), none);
    assert.deepEqual(keepOwner(olds, { ...news, __managedBy: "acme/chat/prod/room" }, true), none);
    assert.deepEqual(keepOwner({}, news, true), none);
  });

  it("gets a pinned identity in any case, and no identity that was pinned before stays", () => {
    const names = { __managedBy: olds.__managedBy };
    assert.deepEqual(keepOwner(olds, { ...news, __identity: "acme/pinned" }, true), {
      owner: names,
      keptFor: "acme/pinned",
    });
    assert.deepEqual(keepOwner({ ...olds, __identity: "acme/pinned" }, news, true), { owner: names, keptFor: now });
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
