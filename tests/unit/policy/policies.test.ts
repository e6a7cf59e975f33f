import assert from "node:assert/strict";
import { Account, Chatbot, EphemeralStack, Group, Topic } from "pulumi-tencent-chat";
import { ephemeralStack } from "../../../policy/policies/ephemeralStack";
import { groupTypes } from "../../../policy/policies/groupTypes";
import { lifetime } from "../../../policy/policies/lifetime";
import { names } from "../../../policy/policies/names";
import { production } from "../../../policy/policies/production";
import { unknown, validate, validateStack } from "./support/validate";

describe("the policy ephemeral-stack", () => {
  const group = { kind: Group, stack: "pr-12" };

  it("requires an EphemeralStack in a preview environment with groups", async () => {
    assert.deepEqual(await validateStack(ephemeralStack, [group]), [
      'Stack "pr-12" matches ^pr-, so its groups must expire, but it declares no EphemeralStack. ' +
        "Declare one before all groups, with a ttl such as 48h.",
    ]);
    assert.deepEqual(await validateStack(ephemeralStack, [{ kind: EphemeralStack, stack: "pr-12" }, group]), []);
  });

  it("allows other stacks, stacks without groups, and what its configuration excludes", async () => {
    assert.deepEqual(await validateStack(ephemeralStack, [{ ...group, stack: "staging" }]), []);
    assert.deepEqual(await validateStack(ephemeralStack, [{ ...group, kind: Account }]), []);
    assert.deepEqual(await validateStack(ephemeralStack, [group], { stacks: "^preview-" }), []);
  });
});

describe("the policy lifetime", () => {
  const stackFor = (ttl: string) => ({ kind: EphemeralStack, props: { ttl } });

  it("limits the ttl of an EphemeralStack", async () => {
    assert.deepEqual(await validate(lifetime, stackFor("7d1s")), [
      "ttl is 7d1s; the maximum is 7d. Shorten it: pulumi up renews it while the stack is in use.",
    ]);
    for (const ttl of ["7d", "168h", "1h30m"]) assert.deepEqual(await validate(lifetime, stackFor(ttl)), [], ttl);
  });

  it("takes the maximum from its configuration", async () => {
    assert.equal((await validate(lifetime, stackFor("3h"), { maximum: "2h" })).length, 1);
    assert.deepEqual(await validate(lifetime, stackFor("3h"), { maximum: "4h" }), []);
  });

  it("does not decide about a ttl that a preview does not know", async () => {
    assert.deepEqual(await validate(lifetime, stackFor(unknown)), [
      "note: string value at .ttl can't be known during preview",
    ]);
  });
});

describe("the policy production", () => {
  const group = { kind: Group, stack: "production", props: {} };

  it("requires protection or a guard of a group in production", async () => {
    assert.deepEqual(await validate(production, group), [
      'Stack "production" matches ^prod, so its groups must be protected or guarded, but this group has neither. ' +
        "Set the resource option protect, or declare a guard, such as disbandOnlyIf with membersAtMost 1. " +
        "An AVChatRoom can only be protected.",
    ]);
  });

  it("allows a protected group, and each guard", async () => {
    assert.deepEqual(await validate(production, { ...group, protect: true }), []);
    for (const guard of [{ membersAtMost: 0 }, { idleFor: "48h" }, { emptyOfMessages: true }]) {
      assert.deepEqual(await validate(production, { ...group, props: { disbandOnlyIf: guard } }), []);
    }
  });

  it("refuses guards without an effect", async () => {
    for (const guard of [{}, { emptyOfMessages: false }]) {
      assert.equal((await validate(production, { ...group, props: { disbandOnlyIf: guard } })).length, 1);
    }
  });

  it("allows other stacks, other resources, and what its configuration excludes", async () => {
    assert.deepEqual(await validate(production, { ...group, stack: "dev" }), []);
    assert.deepEqual(await validate(production, { ...group, kind: Account }), []);
    assert.deepEqual(await validate(production, group, { stacks: "^live$" }), []);
  });
});

describe("the policy names", () => {
  const ids = { ids: "^acme-[a-z]+$" };

  it("refuses a name with a space at an end by default, of groups and of topics", async () => {
    for (const kind of [Group, Topic]) {
      assert.deepEqual(await validate(names, { kind, props: { name: " Ops" } }), [
        "name does not match ^\\S(.*\\S)?$; got text of 4 bytes. " +
          'Change it in the program, or "names" in the configuration of the policy "names".',
      ]);
      assert.deepEqual(await validate(names, { kind, props: { name: "Ops room" } }), []);
    }
  });

  it("holds for the ids of every kind, without the part that the service prescribes", async () => {
    const cases = [
      [Group, "groupId", "acme-ops", "ops"],
      [Group, "groupId", "@TGS#_acme-ops", "@TGS#_ops"],
      [Topic, "topicId", "@TGS#_x@TOPIC#_acme-a", "@TGS#_acme-x@TOPIC#_a"],
      [Account, "userId", "acme-alice", "alice"],
      [Chatbot, "userId", "@RBT#acme-bot", "@RBT#bot"],
    ] as const;
    for (const [kind, property, allowed, refused] of cases) {
      assert.deepEqual(await validate(names, { kind, props: { name: "x", [property]: allowed } }, ids), [], allowed);
      const [message = ""] = await validate(names, { kind, props: { name: "x", [property]: refused } }, ids);
      assert.ok(message.startsWith(`${property} does not match ^acme-[a-z]+$; got text of `), refused);
    }
  });

  it("allows derived ids by default", async () => {
    const groupId = "@TGS#_pr-12-room-abcdefghijklmnop";
    assert.deepEqual(await validate(names, { kind: Group, props: { name: "x", groupId } }), []);
  });

  it("does not print the value, which may be a secret", async () => {
    const [message = ""] = await validate(names, { kind: Account, props: { userId: "hush hush" } });
    assert.match(message, /got text of 9 bytes/);
    assert.doesNotMatch(message, /hush/);
  });

  it("validates the id if a preview does not know the name, and the name without a note if it does not know the id", async () => {
    const props = { name: unknown, groupId: "ops" };
    const [violation = "", ...notes] = await validate(names, { kind: Group, props }, ids);
    assert.match(violation, /^groupId does not match /);
    assert.deepEqual(notes, ["note: string value at .name can't be known during preview"]);
    assert.deepEqual(await validate(names, { kind: Group, props: { name: "Ops", groupId: unknown } }, ids), []);
  });
});

describe("the policy group-types", () => {
  const groupOf = (type: string) => ({ kind: Group, props: { type } });

  it("refuses a type that is not allowed", async () => {
    assert.deepEqual(await validate(groupTypes, groupOf("AVChatRoom"), { allowed: ["Private", "Public"] }), [
      "type is AVChatRoom; allowed are Private, Public. Use one of these: another type replaces the group.",
    ]);
  });

  it("treats both names of a type as equal", async () => {
    for (const allowed of ["Private", "Work"]) {
      for (const type of ["Private", "Work"]) {
        assert.deepEqual(await validate(groupTypes, groupOf(type), { allowed: [allowed] }), []);
      }
      assert.equal((await validate(groupTypes, groupOf("ChatRoom"), { allowed: [allowed] })).length, 1);
    }
    assert.deepEqual(await validate(groupTypes, groupOf("ChatRoom"), { allowed: ["Meeting"] }), []);
  });

  it("allows every type by default", async () => {
    for (const type of ["Private", "Public", "ChatRoom", "AVChatRoom", "Community", "Work", "Meeting"]) {
      assert.deepEqual(await validate(groupTypes, groupOf(type)), []);
    }
  });
});
