import assert from "node:assert/strict";
import { toldOfProgram } from "../support/plugin/host";
import { groups } from "./support/everything";
import { Parties } from "./support/parties";
import { type Declaration, type Kind, labelsOf, type Program, ref } from "./support/program";
import { ofKind, type Service } from "./support/service";
import { situation } from "./support/situation";

/** A group for each of three members lists, and members of the hall who can be muted. */
const ground: Program = [
  ...groups,
  ...[1, 2, 3].map(
    (each): Declaration => ({
      kind: "Group",
      name: `r${each}`,
      args: { groupId: `r${each}`, type: "Public", name: `Room ${each}` },
    }),
  ),
  { kind: "GroupMembers", name: "hall", args: { group: ref("Group hall"), members: ["u1", "u2", "u3"] } },
];

const kinds: readonly Kind[] = [
  ...(["GroupMembers", "GroupMember", "GroupAttributes", "GroupCounters"] as const),
  ...(["MutedMembers", "BannedMembers", "Topic", "Account", "Chatbot"] as const),
];

/** One resource of each kind for each entry, named by its index: what `entries.forEach((entry, index) => new …)` declares. */
function byIndex(entries: readonly number[]): Program {
  const args = (entry: number): Readonly<Partial<Record<Kind, object>>> => ({
    GroupMembers: { group: ref(`Group r${entry}`), members: ["alice"] },
    GroupMember: { group: ref("Group desk"), userId: `u${entry}`, nameCard: `Card ${entry}` },
    GroupAttributes: { group: ref("Group desk"), attributes: { [`k${entry}`]: String(entry) }, exclusive: false },
    GroupCounters: { group: ref("Group desk"), initial: { [`k${entry}`]: entry } },
    MutedMembers: { group: ref("Group hall"), userIds: [`u${entry}`], until: "forever" },
    BannedMembers: { group: ref("Group live"), userIds: [`u${entry}`], until: "forever" },
    Topic: { group: ref("Group town"), topicId: `t${entry}`, name: `Topic ${entry}` },
    Account: { userId: `user${entry}`, nick: `User ${entry}` },
    Chatbot: { userId: `@RBT#bot${entry}`, nick: `Bot ${entry}` },
  });
  const options = { dependsOn: ref("GroupMembers hall") };
  return entries.flatMap((entry, index) =>
    kinds.map((kind) => ({ kind, name: `each${index}`, args: { ...args(entry)[kind] }, options })),
  );
}

const program = (...entries: readonly number[]): Program => [...ground, ...byIndex(entries)];

/** What only the first entry of the list declares, in the names of `Service`: a whole item, or an entry of it. */
const ofFirst: readonly (readonly [string, string?])[] = [
  ["members of r1"],
  ["members of desk", "u1"],
  ["attributes of desk", "k1"],
  ["counters of desk", "k1"],
  ["muted in hall", "u1"],
  ["banned from live", "u1"],
  ["topics of @TGS#_town", "@TGS#_town@TOPIC#_t1"],
  ["account user1"],
  ["chatbot @RBT#bot1"],
];

type Entries = Readonly<Record<string, unknown>>;

/** The contents of the service without what the first entry declares. */
function withoutFirst(service: Service): Service {
  const rest: Record<string, unknown> = { ...service };
  for (const [name, entry] of ofFirst) {
    if (entry === undefined) delete rest[name];
    else rest[name] = Object.fromEntries(Object.entries(rest[name] as Entries).filter(([each]) => each !== entry));
  }
  return rest;
}

/** The contents of the service that the first entry declares. */
function firstOf(service: Service): Entries {
  return Object.fromEntries(
    ofFirst.map(([name, entry]) => [name, entry === undefined ? service[name] : (service[name] as Entries)[entry]]),
  );
}

situation("resources of every kind but Group are declared by index", () => {
  let parties: Parties<"a">;
  let all: Service;
  let programs: Readonly<Record<"a", readonly string[]>>;
  const up = async (...entries: readonly number[]) => {
    parties.emulator.journal.clear();
    await parties.party.a.declare(program(...entries));
    await parties.party.a.up({ ...toldOfProgram, args: ["--continue-on-error"], expectCode: "any" });
    programs = { a: labelsOf(program(...entries)) };
  };

  before(async () => {
    parties = await Parties.start({ a: { program: program(1, 2, 3) } });
    await parties.party.a.up();
    // Other clients have changed the counters since.
    parties.app.setCounters("desk", { k1: 10n, k2: 20n, k3: 30n });
    all = parties.service;
  });
  after(() => parties.dispose());

  situation(
    "the first entry is removed from the list, so that every other resource manages the objects of its successor",
    () => {
      before(() => up(2, 3));

      for (const kind of kinds) {
        it(`objects that are still declared are unchanged: ${kind}`, async () => {
          await parties.assertContents({ service: withoutFirst(all), states: programs, programs }, kind);
        });
      }

      it("only the removed entry's objects are deleted", async () => {
        assert.deepEqual(parties.writes, [
          "account_delete user1",
          "delete_group_attr desk k1",
          "delete_group_counter desk k1",
          "delete_group_member desk u1",
          "delete_group_member r1 alice",
          "delete_robot @RBT#bot1",
          "destroy_topic @TGS#_town @TGS#_town@TOPIC#_t1",
          "forbid_send_msg hall u1",
          "unban_group_member live u1",
        ]);
        await parties.assertContents({ service: withoutFirst(all), states: programs, programs });
      });
    },
  );

  situation(
    "an entry is inserted at the start of the list, so that every other resource manages the objects of its predecessor",
    () => {
      before(() => up(1, 2, 3));

      for (const kind of kinds) {
        it(`objects that were declared before are unchanged: ${kind}`, async () => {
          const service = withoutFirst(parties.service);
          assert.deepEqual(ofKind(service, kind), ofKind(withoutFirst(all), kind));
          await parties.assertContents({ service: parties.service, states: programs, programs }, kind);
        });
      }

      it("the new entry's objects are created, and no call is for anything else", async () => {
        assert.ok(!Object.values(firstOf(parties.service)).includes(undefined));
        const others = parties.writes.filter((write) => !/\b(u1|k1|r1|t1|user1|bot1)\b|_t1\b/.test(write));
        assert.deepEqual(others, []);
        await parties.assertContents({ service: parties.service, states: programs, programs });
      });
    },
  );
});
