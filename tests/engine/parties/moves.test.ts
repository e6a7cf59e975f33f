import assert from "node:assert/strict";
import { toldOfProgram } from "../support/plugin/host";
import { groups } from "./support/everything";
import { Parties } from "./support/parties";
import { type Declaration, labelsOf, type Program, ref } from "./support/program";
import { only, type Service } from "./support/service";
import { situation } from "./support/situation";

const kinds = ["GroupAttributes", "GroupCounters", "MutedMembers", "BannedMembers"] as const;

/** Two resources of a kind have three entries. The second entry is in either of them. */
interface Division {
  readonly isMoved: boolean;
  /** Whether the second resource waits for a group that is created together with the move. */
  readonly waits?: boolean;
  /** Whether it depends on the first one. */
  readonly depends?: boolean;
}

const members: Declaration = {
  kind: "GroupMembers",
  name: "hall",
  args: { group: ref("Group hall"), members: ["u1", "u2", "u3"] },
};
const slow: Declaration = { kind: "Group", name: "slow", args: { groupId: "slow", type: "Public", name: "Slow" } };

function program({ isMoved, waits = false, depends = false }: Division): Program {
  const divided = isMoved ? [[1], [2, 3]] : [[1, 2], [3]];
  return [
    ...groups,
    members,
    ...(waits ? [slow] : []),
    ...divided.flatMap((entries, index) =>
      kinds.map((kind) => {
        const after = index === 0 ? [] : [...(waits ? ["Group slow"] : []), ...(depends ? [`${kind} each0`] : [])];
        return each(kind, index, entries, after);
      }),
    ),
  ];
}

function each(
  kind: (typeof kinds)[number],
  index: number,
  entries: readonly number[],
  after: readonly string[],
): Declaration {
  const userIds = entries.map((entry) => `u${entry}`);
  const values = Object.fromEntries(entries.map((entry) => [`k${entry}`, String(entry)]));
  const args = {
    GroupAttributes: { group: ref("Group desk"), attributes: values, exclusive: false },
    GroupCounters: { group: ref("Group desk"), initial: values },
    MutedMembers: { group: ref("Group hall"), userIds, until: "forever" },
    BannedMembers: { group: ref("Group live"), userIds, until: "forever" },
  };
  const dependsOn = ["GroupMembers hall", ...after].map(ref);
  return { kind, name: `each${index}`, args: args[kind], options: { dependsOn } };
}

situation("a key or a user moves from one resource to another", () => {
  let parties: Parties<"a">;
  let service: Service;

  before(async () => {
    parties = await Parties.start({ a: { program: program({ isMoved: false }) } });
    await parties.party.a.up();
    // Other clients have changed the counters since.
    parties.app.setCounters("desk", { k1: 10n, k2: 20n, k3: 30n });
    service = parties.service;
    // Longer than the provider waits for the rest of a program.
    const fault = { kind: "delay", ms: 5000 } as const;
    parties.emulator.faults.add({ api: "create_group", groupId: "slow", fault });
  });
  after(() => parties.dispose());

  for (const [where, division] of [
    ["to one that the program declares later", { isMoved: true }],
    ["to one that the program declares earlier", { isMoved: false }],
    ["to one that waits for a group which is being created", { isMoved: true, waits: true }],
    ["to one that depends on the old one", { isMoved: true, depends: true }],
  ] as const) {
    situation(`a key or a user moves from one resource ${where}`, () => {
      const programs = { a: labelsOf(program(division)) };

      before(async () => {
        if (division.depends) {
          await parties.party.a.declare(program({ isMoved: false }));
          await parties.party.a.up();
          service = parties.service;
        }
        await parties.party.a.declare(program(division));
        parties.emulator.journal.clear();
        await parties.party.a.up({ ...toldOfProgram, args: ["--continue-on-error"], expectCode: "any" });
      });

      for (const kind of kinds) {
        it(`it is unchanged in the service: ${kind}`, async () => {
          await parties.assertContents({ service, states: programs, programs }, kind);
        });
      }

      it("no call changes anything", async () => {
        const others = parties.writes.filter((write) => write !== "create_group slow");
        assert.deepEqual(others, []);
        await parties.assertContents({
          service: { ...service, ...only(parties.service, "slow") },
          states: programs,
          programs,
        });
      });

      it("the next up makes no call that changes anything", async () => {
        await parties.party.a.up(toldOfProgram);
        assert.deepEqual(
          parties.writes.filter((write) => write !== "create_group slow"),
          [],
        );
      });
    });
  }
});
