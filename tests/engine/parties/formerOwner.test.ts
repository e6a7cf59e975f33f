import assert from "node:assert/strict";
import { everything, groups } from "./support/everything";
import { Parties } from "./support/parties";
import { labelsOf } from "./support/program";
import { type Service, without } from "./support/service";
import { situation } from "./support/situation";
import { declared, lobby, programs, takenOver } from "./support/takenOver";

situation("a group is taken over, and then the key is rotated, so that the mark does not verify", () => {
  let parties: Parties<"a" | "b">;
  let service: Service;

  before(async () => {
    parties = await takenOver();
    service = parties.service;
    parties.rotateKey();
  });
  after(() => parties.dispose());

  it("the former owner neither changes nor disbands it", async () => {
    const { a } = parties.party;
    await a.declare(lobby({ name: "Mine" }));
    await a.up({ expectCode: "failure" });
    await a.destroy({ expectCode: "failure" });
    await parties.assertContents({ service, states: programs, programs });
  });

  it("its owner re-signs the mark with an up, and disbands it with a destroy", async () => {
    const { b } = parties.party;
    await b.up();
    assert.deepEqual(await parties.ownersOf("lobby"), ["b"]);
    await b.destroy();
    await parties.assertContents({ service: {}, states: { a: declared, b: [] }, programs });
  });
});

situation("a group is taken over, a refresh of its former owner reports it, and then a client wipes the mark", () => {
  let parties: Parties<"a" | "b">;
  let service: Service;

  before(async () => {
    parties = await takenOver({}, { stack: "prod" });
    service = parties.service;
    const { all } = await parties.party.a.refresh();
    assert.match(all, /organization\/proj\/prod/);
    parties.wipe("lobby");
  });
  after(() => parties.dispose());

  it("the next refresh of the former owner does not mark it", async () => {
    await parties.party.a.refresh();
    assert.deepEqual(await parties.ownersOf("lobby"), []);
    await parties.assertContents({ service, states: programs, programs });
  });

  it("the destroy of the former owner is refused", async () => {
    await parties.party.a.destroy({ expectCode: "failure" });
    await parties.assertContents({ service, states: programs, programs });
  });

  it('the former owner takes it back with adopt "always", and then the destroy of the other owner is refused', async () => {
    const { a, b } = parties.party;
    await a.declare(lobby({ name: "Back", adopt: "always" }));
    await a.up();
    service = parties.service;
    await b.destroy({ expectCode: "failure" });
    await parties.assertContents({ service, states: programs, programs });
    await a.destroy();
    await parties.assertContents({ service: {}, states: { a: [], b: declared }, programs });
  });
});

situation("groups are taken over in which the first party has members, attributes and other child resources", () => {
  it("the destroy of the first party deletes none of them, and removes them from its state only", async () => {
    const first = everything({ by: "id", after: true });
    const second = groups.map((each) => ({ ...each, args: { ...each.args, adopt: "always" } }));
    const parties = await Parties.start({ a: { program: first }, b: { program: second } });
    const { a, b } = parties.party;
    try {
      await a.up();
      await b.up();
      const service = without(parties.service, "carol", "@RBT#helper");
      await a.destroy({ args: ["--continue-on-error"], expectCode: "failure" });
      const states = { a: labelsOf(groups), b: labelsOf(second) };
      await parties.assertContents({ service, states, programs: { a: labelsOf(first), b: labelsOf(second) } });
      await b.destroy();
      await parties.assertContents({
        service: {},
        states: { ...states, b: [] },
        programs: { a: labelsOf(first), b: labelsOf(second) },
      });
    } finally {
      await parties.dispose();
    }
  });
});
