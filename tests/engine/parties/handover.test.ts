import assert from "node:assert/strict";
import { everything, groups, parts } from "./support/everything";
import { Parties, withParties } from "./support/parties";
import { type Declaration, type Kind, labelsOf, type Program, ref } from "./support/program";
import { only, type Service } from "./support/service";
import { situation } from "./support/situation";

const box: Declaration = { kind: "Box", name: "box" };
const provider = (name: string): Declaration => ({ kind: "Provider", name });

/** The resources of a program whose ids are all derived. */
const derived = (options: object = {}): Program => [
  { kind: "Group", name: "room", args: { type: "Public", name: "Room" }, options: { ...options } },
  { kind: "Topic", name: "talk", args: { group: ref("Group town"), name: "Talk" }, options: { ...options } },
  { kind: "Chatbot", name: "answerer", args: { nick: "Answerer" }, options: { ...options } },
];

const kinds = [
  ...["Group", "GroupMembers", "GroupMember", "GroupAttributes", "GroupCounters"],
  ...["MutedMembers", "BannedMembers", "Topic", "Account", "Chatbot"],
] as readonly Kind[];

/** The change of a program between two ups, in which it keeps declaring the same objects. */
const changes: readonly { readonly title: string; readonly from: Program; readonly to: Program }[] = [
  {
    title: "every child resource, account and chatbot is renamed without an alias",
    from: everything(),
    to: [...groups, ...parts({ suffix: "-2" })],
  },
  {
    title: "everything moves into a component without an alias, with derived and with chosen ids",
    from: [...everything(), ...derived()],
    to: [box, ...everything({ options: { parent: ref("Box box") } }), ...derived({ parent: ref("Box box") })],
  },
];

for (const { title, from, to } of changes) {
  situation(title, () => {
    const programs = { a: labelsOf(to) };
    let parties: Parties<"a">;
    let service: Service;
    let code: number;

    before(async () => {
      parties = await Parties.start({ a: { program: from } });
      const { a } = parties.party;
      await a.up();
      // Other clients have changed the counters since.
      parties.app.setCounters("desk", { asked: 7n, seats: 2n });
      service = parties.service;
      await a.declare(to);
      parties.emulator.journal.clear();
      code = (await a.up({ args: ["--continue-on-error"], expectCode: "any" })).code;
    });
    after(() => parties.dispose());

    for (const kind of kinds) {
      it(`declared objects are unchanged: ${kind}`, async () => {
        await parties.assertContents({ service, states: programs, programs }, kind);
      });
    }

    it("no call changes anything", async () => {
      assert.equal(code, 0);
      assert.deepEqual(parties.writes, []);
      await parties.assertContents({ service, states: programs, programs });
    });

    it("a destroy leaves only the account and the chatbot, which the new names have not created", async () => {
      await parties.party.a.destroy();
      await parties.assertContents({ service: only(service, "carol", "@RBT#helper"), states: { a: [] }, programs });
    });
  });
}

situation("a group with a chosen id is renamed without an alias", () => {
  it("it is unchanged, and a destroy disbands it", async () => {
    const program = (name: string): Program => [
      { kind: "Group", name, args: { groupId: "lobby", type: "Public", name: "Lobby" } },
    ];
    await withParties({ a: { program: program("old") } }, async (parties) => {
      const { a } = parties.party;
      const programs = { a: ["Group new"] };
      await a.up();
      const { service } = parties;
      await a.declare(program("new"));
      parties.emulator.journal.clear();
      await a.up();
      await parties.assertContents({ service, states: programs, programs });
      assert.deepEqual(parties.writes, []);
      await a.destroy();
      await parties.assertContents({ service: {}, states: { a: [] }, programs });
    });
  });
});

situation("a list of members is replaced by single members, and vice versa", () => {
  const hall: Declaration = { kind: "Group", name: "hall", args: { groupId: "hall", type: "Public", name: "Hall" } };
  const list = (...members: readonly string[]): Program => [
    hall,
    { kind: "GroupMembers", name: "hall", args: { group: ref("Group hall"), members } },
  ];
  const single = (...members: readonly string[]): Program => [
    hall,
    ...members.map(
      (userId): Declaration => ({ kind: "GroupMember", name: userId, args: { group: ref("Group hall"), userId } }),
    ),
  ];

  for (const [how, from, to] of [
    ["single members after a list", list("u1", "u2", "u3"), single("u1", "u2")],
    ["a list after single members", single("u1", "u2", "u3"), list("u1", "u2")],
  ] as const) {
    it(`members that are still declared stay, and the others are removed: ${how}`, async () => {
      await withParties({ a: { program: from } }, async (parties) => {
        const { a } = parties.party;
        await a.up();
        const { u3: _, ...members } = parties.service["members of hall"] as Readonly<Record<string, unknown>>;
        const service = { ...parties.service, "members of hall": members };
        await a.declare(to);
        parties.emulator.journal.clear();
        await a.up();
        await parties.assertContents({ service, states: { a: labelsOf(to) }, programs: { a: labelsOf(to) } });
        assert.deepEqual(new Set(parties.writes), new Set(["delete_group_member hall u3"]));
      });
    });
  }
});

situation("everything moves from one Provider to another of the same app, and then to none", () => {
  const first = everything({ options: { provider: ref("Provider p1") } });
  const second = everything({ options: { provider: ref("Provider p2") } });
  const declared = { a: labelsOf(first) };
  let parties: Parties<"a">;
  let service: Service;

  before(async () => {
    parties = await Parties.start({ a: { program: [provider("p1"), ...first] } });
    await parties.party.a.up();
    service = parties.service;
    parties.emulator.journal.clear();
  });
  after(() => parties.dispose());

  for (const [where, program] of [
    ["to another one", [provider("p2"), ...second]],
    ["to none", everything()],
  ] as const) {
    it(`nothing is changed: ${where}`, async () => {
      await parties.party.a.declare(program);
      await parties.party.a.up();
      await parties.assertContents({ service, states: declared, programs: declared });
      assert.deepEqual(parties.writes, []);
    });
  }

  it("a destroy leaves nothing", async () => {
    await parties.party.a.destroy();
    await parties.assertContents({ service: {}, states: { a: [] }, programs: declared });
  });
});
