import assert from "node:assert/strict";
import { ChatClient } from "../../../chat";
import { Parties } from "./support/parties";
import { type Declaration, labelsOf, type Program, ref } from "./support/program";
import { only } from "./support/service";
import { situation } from "./support/situation";

/** A group with a chosen id for each entry, named by its index, each with a list of members. */
const byIndex = (ids: readonly string[]): Program =>
  ids.flatMap((groupId, index): Declaration[] => [
    { kind: "Group", name: `g${index}`, args: { groupId, type: "Public", name: `Room ${groupId}` } },
    {
      kind: "GroupMembers",
      name: `g${index}`,
      args: { group: ref(`Group g${index}`), members: [groupId.replace("r", "u")] },
    },
  ]);

const changes: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["the first id is removed from the list", ["r1", "r2", "r3"], ["r2", "r3"]],
  ["an id is inserted at the start of the list", ["r2", "r3"], ["r1", "r2", "r3"]],
  ["two ids are swapped", ["r1", "r2"], ["r2", "r1"]],
  ["three ids are rotated", ["r1", "r2", "r3"], ["r2", "r3", "r1"]],
];

situation("groups with chosen ids are declared by index", () => {
  for (const [title, from, to] of changes) {
    it(`still declared groups keep their members and messages, and only the others are deleted or created: ${title}`, async () => {
      const parties = await Parties.start({ a: { program: byIndex(from) } });
      const { party, emulator, app } = parties;
      try {
        await party.a.up();
        for (const groupId of from) app.write(groupId);
        const unchanged = from.filter((groupId) => to.includes(groupId));
        const before = only(parties.service, ...unchanged);

        await party.a.declare(byIndex(to));
        emulator.journal.clear();
        await party.a.up();

        const added = to.filter((groupId) => !from.includes(groupId));
        const removed = from.filter((groupId) => !to.includes(groupId));
        const touched = parties.writes.filter((write) => write.split(" ").some((word) => unchanged.includes(word)));
        assert.deepEqual(touched, []);
        assert.deepEqual(app.disbanded(), removed);
        assert.equal(app.counts().created, from.length + added.length);
        for (const groupId of unchanged) assert.equal(await messagesIn(parties, groupId), 1, groupId);
        const service = { ...before, ...only(parties.service, ...added) };
        await parties.assertContents({
          service,
          states: { a: labelsOf(byIndex(to)) },
          programs: { a: labelsOf(byIndex(to)) },
        });
      } finally {
        await parties.dispose();
      }
    });
  }
});

/** How many messages of the group are stored. */
async function messagesIn({ emulator }: Parties<"a">, groupId: string): Promise<number> {
  const [app] = emulator.apps;
  const client = new ChatClient({
    ...app,
    endpoint: emulator.url,
    sdkAppId: app?.sdkAppId ?? 0,
    secretKey: app?.secretKey ?? "",
  });
  try {
    const { nextMessageNumber = 1 } = (await client.groups.getInfo(groupId)) ?? {};
    return nextMessageNumber - 1;
  } finally {
    client.close();
  }
}
