import assert from "node:assert/strict";
import { everything, groups, parts } from "./support/everything";
import { Parties, withParties } from "./support/parties";
import { labelsOf, type Program } from "./support/program";
import type { Service } from "./support/service";
import { situation } from "./support/situation";

situation("two backends have stacks of the same name, and both programs declare the same ids", () => {
  const first = everything();
  // Child resources that name their group by its id are tried also if the group itself is refused.
  const second = [...groups, ...parts({ by: "id" })];
  /** Objects that exist and cannot be marked: the second stack may declare them, and never deletes them. */
  const shared = ["Account carol", "Chatbot helper"];
  const programs = { a: labelsOf(first), b: labelsOf(second) };
  let parties: Parties<"a" | "b">;
  let service: Service;

  before(async () => {
    parties = await Parties.start({ a: { program: first }, b: { program: second } });
    await parties.party.a.up();
    service = parties.service;
    parties.emulator.journal.clear();
  });
  after(() => parties.dispose());

  it("the second up is refused and changes nothing", async () => {
    const { all } = await parties.party.b.up({ args: ["--continue-on-error"], expectCode: "failure" });
    for (const groupId of ["hall", "desk", "live", "@TGS#_town"]) assert.ok(all.includes(`the group ${groupId} `), all);
    await parties.assertContents({ service, states: { a: labelsOf(first), b: shared }, programs });
    assert.deepEqual(parties.writes, []);
  });

  it("the second destroy removes nothing", async () => {
    await parties.party.b.destroy();
    await parties.assertContents({ service, states: { a: labelsOf(first), b: [] }, programs });
    assert.deepEqual(parties.writes, []);
  });
});

situation("two backends have stacks of the same name, and both programs use derived ids", () => {
  const program: Program = [
    { kind: "Group", name: "room", args: { type: "Public", name: "Room" } },
    { kind: "Group", name: "live", args: { type: "AVChatRoom", name: "Live" } },
    { kind: "Group", name: "town", args: { type: "Community", name: "Town", supportTopic: true } },
    { kind: "Chatbot", name: "helper", args: { nick: "Helper" } },
  ];
  const declared = labelsOf(program);
  const programs = { a: declared, b: declared };

  it("each has its own groups and chatbots, and a destroy leaves those of the other", async () => {
    await withParties({ a: { program }, b: { program } }, async (parties) => {
      const { a, b } = parties.party;
      await a.up();
      const first = parties.service;
      await b.up();
      const both = parties.service;
      assert.equal(Object.keys(both).length, 2 * Object.keys(first).length, "they share nothing");
      await parties.assertContents({ service: both, states: programs, programs });
      await b.destroy();
      await parties.assertContents({ service: first, states: { a: declared, b: [] }, programs });
    });
  });
});

situation("two stacks of different names declare the same id", () => {
  const program: Program = [
    { kind: "Group", name: "lobby", args: { groupId: "lobby", type: "Public", name: "Lobby" } },
  ];
  const programs = { a: labelsOf(program), b: labelsOf(program) };

  it("the second up is refused and names the owner, and the second destroy removes nothing", async () => {
    await withParties({ a: { program, stack: "prod" }, b: { program } }, async (parties) => {
      const { a, b } = parties.party;
      await a.up();
      const { service } = parties;
      const { all } = await b.up({ expectCode: "failure" });
      assert.match(all, /organization\/proj\/prod/);
      await b.destroy();
      await parties.assertContents({ service, states: { a: labelsOf(program), b: [] }, programs });
    });
  });
});

situation("a state is copied to another backend", () => {
  const program: Program = [{ kind: "Group", name: "room", args: { type: "Public", name: "Room" } }];
  const declared = labelsOf(program);
  const programs = { a: declared, b: declared };

  it("both have the same identity and the same groups: a destroy of either disbands them", async () => {
    await withParties({ a: { program }, b: { program } }, async (parties) => {
      const { a, b } = parties.party;
      await a.up();
      const { service } = parties;
      await b.workspace.restoreState(await a.workspace.stateText());
      await b.up({ args: ["--expect-no-changes"] });
      await parties.assertContents({ service, states: programs, programs });
      await b.destroy();
      await parties.assertContents({ service: {}, states: { a: declared, b: [] }, programs });
      await a.destroy();
      await parties.assertContents({ service: {}, states: { a: [], b: [] }, programs });
    });
  });
});
