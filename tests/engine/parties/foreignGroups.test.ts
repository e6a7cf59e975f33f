import assert from "node:assert/strict";
import type { NewGroup } from "../../../emulator";
import { Parties, withParties } from "./support/parties";
import { type Declaration, labelsOf, type Program } from "./support/program";
import { ofKind, type Service, without } from "./support/service";
import { situation } from "./support/situation";

const group = (name: string, args: object = {}): Declaration => ({
  kind: "Group",
  name,
  args: { type: "Public", name, ...args },
});

/** The properties that a foreign group shares with the declared one, all except one. */
const differences: readonly (readonly [string, Partial<NewGroup>])[] = [
  ["name", { name: "Theirs" }],
  ["owner", { ownerAccount: "mallory" }],
  ["type", { type: "ChatRoom" }],
];

situation(
  "a group is removed from the program, another owner creates a group under its derived id, and the declaration is restored",
  () => {
    const room = group("room");
    const owned = group("owned", { ownerAccount: "alice" });
    const typed = group("typed");
    // Some resource has to stay, or the program has another identity when the groups are declared again.
    const rest: Program = [group("rest")];
    const program = [...rest, room, owned, typed];
    const programs = { a: labelsOf(program) };
    let parties: Parties<"a">;
    let service: Service;

    before(async () => {
      parties = await Parties.start({ a: { program } });
      const { a } = parties.party;
      await a.up();
      const ids = await Promise.all(["Group room", "Group owned", "Group typed"].map((label) => a.idOf(label)));
      await a.declare(rest);
      await a.up();
      const [withoutOwner = "", withOwner = "", withOtherType = ""] = ids;
      parties.app.create({ groupId: withoutOwner, type: "Public", name: "room", ownerAccount: "mallory" });
      parties.app.create({ groupId: withOwner, type: "Public", name: "owned", ownerAccount: "mallory" });
      parties.app.create({ groupId: withOtherType, type: "ChatRoom", name: "typed" });
      service = parties.service;
      await a.declare(program);
    });
    after(() => parties.dispose());

    it("the up refuses to adopt it if its owner or its type is not as declared", async () => {
      await parties.party.a.up({ args: ["--continue-on-error"], expectCode: "failure" });
      await parties.assertContents({ service, states: { a: labelsOf(rest) }, programs });
    });

    it("the destroy does not touch it", async () => {
      const id = await parties.party.a.idOf("Group rest");
      await parties.party.a.destroy();
      await parties.assertContents({ service: without(service, id), states: { a: [] }, programs });
    });
  },
);

situation("the identity is pinned, and after a destroy another account creates a group under a derived id", () => {
  it("the next up refuses to adopt it, and the next destroy does not touch it", async () => {
    const program = [group("room")];
    const programs = { a: labelsOf(program) };
    await withParties({ a: { program, env: { TENCENT_CHAT_IDENTITY: "acme-pr-123" } } }, async (parties) => {
      const { a } = parties.party;
      await a.up();
      const groupId = await a.idOf("Group room");
      await a.destroy();
      parties.app.create({ groupId, type: "Public", name: "room", ownerAccount: "mallory" });
      const { service } = parties;
      const { all } = await a.up({ expectCode: "failure" });
      assert.ok(all.includes(groupId), "the derived id is the same again");
      await a.destroy();
      await parties.assertContents({ service, states: { a: [] }, programs });
    });
  });
});

situation(
  "a create gets no answer and has no effect, and another owner immediately creates a group under the id",
  () => {
    const names = differences.map(([property]) => property);
    const mine = group("mine", { groupId: "mine", ownerAccount: "alice" });
    const program = [...names.map((name) => group(name, { groupId: name, ownerAccount: "alice" })), mine];
    const programs = { a: labelsOf(program) };
    let parties: Parties<"a">;

    before(async () => {
      parties = await Parties.start({ a: { program } });
      const { emulator, app } = parties;
      for (const [groupId, difference] of differences) {
        emulator.faults.add({ api: "create_group", groupId, fault: { kind: "reset", when: "before" } });
        const asked = { groupId, type: "Public", name: groupId, ownerAccount: "alice" } as const;
        void emulator.journal
          .next({ api: "create_group", groupId })
          .then(() => app.create({ ...asked, ...difference }));
      }
      emulator.faults.add({ api: "create_group", groupId: "mine", fault: { kind: "reset", when: "after" } });
    });
    after(() => parties.dispose());

    it("the up refuses it if its name, owner or type differs; a group that it created itself without an answer is kept", async () => {
      await parties.party.a.up({ args: ["--continue-on-error"], expectCode: "failure" });
      const { service } = parties;
      assert.equal(Object.keys(ofKind(service, "Group")).length, 4);
      await parties.assertContents({ service, states: { a: ["Group mine"] }, programs });
      assert.deepEqual(await parties.ownersOf("mine"), ["a"]);
      for (const name of names) assert.deepEqual(await parties.ownersOf(name), []);
    });

    it("the destroy does not touch it", async () => {
      const service = without(parties.service, "mine");
      await parties.party.a.destroy();
      await parties.assertContents({ service, states: { a: [] }, programs });
    });
  },
);

situation(
  "the outcome of a create is unknown, and before the next up another owner creates a group under the id",
  () => {
    const program = [group("lobby", { groupId: "lobby", ownerAccount: "alice" })];
    const programs = { a: labelsOf(program) };
    const states = programs;
    let parties: Parties<"a">;
    let service: Service;

    before(async () => {
      parties = await Parties.start({ a: { program } });
      const { emulator, app } = parties;
      const target = { groupId: "lobby" };
      emulator.faults.add({ ...target, api: "create_group", fault: { kind: "reset", when: "before" } });
      // From then on no read succeeds, so that the create ends without a known outcome.
      void emulator.journal.next({ ...target, api: "create_group" }).then(() => {
        const fault = { kind: "errorCode", code: 10007 } as const;
        emulator.faults.add({ ...target, api: "get_group_info", times: Number.POSITIVE_INFINITY, fault });
      });
      await parties.party.a.up({ expectCode: "failure" });
      emulator.faults.clear();
      app.create({ ...target, type: "Public", name: "Theirs", ownerAccount: "mallory" });
      service = parties.service;
    });
    after(() => parties.dispose());

    it("the next up refuses it, and it is not marked", async () => {
      await parties.party.a.up({ expectCode: "failure" });
      assert.deepEqual(await parties.ownersOf("lobby"), []);
      await parties.assertContents({ service, states, programs });
    });

    it("the destroy is refused", async () => {
      await parties.party.a.destroy({ expectCode: "failure" });
      await parties.assertContents({ service, states, programs });
    });
  },
);

situation("a client writes a mark onto a group of the stack that names another owner and does not verify", () => {
  it('a destroy is refused until an up with adopt "always" has marked the group again', async () => {
    const lobby = (args: object = {}): Program => [group("lobby", { groupId: "lobby", ...args })];
    const programs = { a: labelsOf(lobby()) };
    await withParties({ a: { program: lobby() } }, async (parties) => {
      const { a } = parties.party;
      await a.up();
      const forged = { v: 2, i: "somebody", s: "organization/proj/other", n: "lobby", h: "A".repeat(22) };
      parties.app.setAttributes("lobby", { pulumi: JSON.stringify(forged) });
      const { service } = parties;
      await a.destroy({ expectCode: "failure" });
      await parties.assertContents({ service, states: programs, programs });
      await a.declare(lobby({ adopt: "always", introduction: "Ours" }));
      await a.up();
      assert.deepEqual(await parties.ownersOf("lobby"), ["a"]);
      await a.destroy();
      await parties.assertContents({ service: {}, states: { a: [] }, programs });
    });
  });
});
