import assert from "node:assert/strict";
import { everything, groups, parts } from "./support/everything";
import { Parties } from "./support/parties";
import { type Declaration, labelOf, labelsOf, type Program, ref } from "./support/program";
import { only, type Service, without } from "./support/service";
import { situation } from "./support/situation";

const byIndex = (...ids: readonly string[]): Program =>
  ids.map((groupId, index) => ({ kind: "Group", name: `g${index}`, args: { groupId, type: "Public", name: groupId } }));

const first: Program = [...everything(), ...byIndex("r1", "r2", "r3")];

/** Every child resource, account and chatbot is renamed, and the first id is removed from the list. The last group is created after all that. */
const moved: Program = [...groups, ...parts({ suffix: "-2" }), ...byIndex("r2", "r3")];
const last: Declaration = {
  kind: "Group",
  name: "last",
  args: { groupId: "last", type: "Public", name: "Last" },
  options: { dependsOn: moved.map((each) => ref(labelOf(each))) },
};
const next: Program = [...moved, last];

situation("an up that hands objects over is killed after all creates and before any delete", () => {
  const programs = { a: labelsOf(next) };
  let parties: Parties<"a">;

  /** @returns the contents of the service before that up */
  async function killedUp(): Promise<Service> {
    parties = await Parties.start({ a: { program: first } });
    const { emulator, party } = parties;
    await party.a.up();
    const { service } = parties;
    await party.a.declare(next);
    const rule = emulator.faults.add({ api: "create_group", groupId: "last", fault: { kind: "hang", when: "before" } });
    await party.a.killedUp(emulator.journal.next({ api: "create_group", groupId: "last" }));
    rule.remove();
    emulator.journal.clear();
    return service;
  }

  afterEach(() => parties.dispose());

  it("the next up leaves declared objects unchanged, and removes the others", async () => {
    const before = await killedUp();
    await parties.party.a.up();
    assert.deepEqual(parties.writes, ["create_group last", "destroy_group r1"]);
    const service = { ...without(before, "r1"), ...only(parties.service, "last") };
    await parties.assertContents({ service, states: programs, programs });
  });

  it("an immediate destroy leaves nothing", async () => {
    await killedUp();
    await parties.party.a.destroy();
    await parties.assertContents({ service: {}, states: { a: [] }, programs });
  });
});
