import assert from "node:assert/strict";
import { everything, groups } from "./support/everything";
import { Parties } from "./support/parties";
import { labelsOf, type Program } from "./support/program";
import { ownerField, type Service, without } from "./support/service";
import { situation } from "./support/situation";

const lobby = (args: object = {}): Program => [
  { kind: "Group", name: "lobby", args: { groupId: "lobby", type: "Public", name: "Lobby", ...args } },
];
const declared = labelsOf(lobby());
const programs = { a: declared, b: declared };
const both = programs;
const inField = { TENCENT_CHAT_OWNER_FIELD: ownerField };

/** The first party has created the lobby, and the second one has taken it over. */
async function takenOver(a: object = {}, b: object = {}): Promise<Parties<"a" | "b">> {
  const parties = await Parties.start({
    a: { program: lobby(), ...a },
    b: { program: lobby({ adopt: "always" }), ...b },
  });
  await parties.party.a.up();
  await parties.party.b.up();
  return parties;
}

for (const [from, to, a, b] of [
  ["an attribute", "a custom field", {}, { env: inField }],
  ["a custom field", "an attribute", { env: inField }, {}],
  ["an attribute", "an attribute, by a stack of another name", {}, { stack: "prod" }],
] as const) {
  situation(`a group is taken over with adopt "always", and its mark goes from ${from} to ${to}`, () => {
    let parties: Parties<"a" | "b">;
    let service: Service;

    before(async () => {
      parties = await takenOver(a, b);
      service = parties.service;
    });
    after(() => parties.dispose());

    it("it carries the mark of its new owner alone", async () => {
      assert.deepEqual(await parties.ownersOf("lobby"), ["b"]);
      await parties.ending({ service, states: both, programs });
    });

    it("the destroy of its former owner is refused", async () => {
      await parties.party.a.destroy({ expectCode: "failure" });
      await parties.ending({ service, states: both, programs });
    });

    it("the destroy of its new owner disbands it, and then there is nothing to do for the former one", async () => {
      await parties.party.b.destroy();
      await parties.ending({ service: {}, states: { a: declared, b: [] }, programs });
      await parties.party.a.destroy();
      await parties.ending({ service: {}, states: { a: [], b: [] }, programs });
    });
  });
}

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
    await parties.ending({ service, states: both, programs });
  });

  it("its owner signs the mark anew with an up, and disbands it with a destroy", async () => {
    const { b } = parties.party;
    await b.up();
    assert.deepEqual(await parties.ownersOf("lobby"), ["b"]);
    await b.destroy();
    await parties.ending({ service: {}, states: { a: declared, b: [] }, programs });
  });
});

situation("a group is taken over, a refresh of its former owner says so, and then a client wipes the mark", () => {
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
    await parties.ending({ service, states: both, programs });
  });

  it("the destroy of the former owner is refused", async () => {
    await parties.party.a.destroy({ expectCode: "failure" });
    await parties.ending({ service, states: both, programs });
  });

  it('the former owner takes it back with adopt "always", and then the destroy of the other one is refused', async () => {
    const { a, b } = parties.party;
    await a.declare(lobby({ name: "Back", adopt: "always" }));
    await a.up();
    service = parties.service;
    await b.destroy({ expectCode: "failure" });
    await parties.ending({ service, states: both, programs });
    await a.destroy();
    await parties.ending({ service: {}, states: { a: [], b: declared }, programs });
  });
});

situation("groups are taken over, and the first party has members, attributes and other parts in them", () => {
  it("the destroy of the first party removes no part of them, and its state forgets the parts", async () => {
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
      await parties.ending({ service, states, programs: { a: labelsOf(first), b: labelsOf(second) } });
      await b.destroy();
      await parties.ending({
        service: {},
        states: { ...states, b: [] },
        programs: { a: labelsOf(first), b: labelsOf(second) },
      });
    } finally {
      await parties.dispose();
    }
  });
});
