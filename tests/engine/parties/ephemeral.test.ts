import assert from "node:assert/strict";
import { Parties, withParties } from "./support/parties";
import { type Declaration, labelsOf, type Program, ref } from "./support/program";
import { only } from "./support/service";
import { situation } from "./support/situation";

const eph: Declaration = { kind: "EphemeralStack", name: "eph", args: { ttl: "48h" } };
const group = (name: string, args: object = {}, options: object = {}): Declaration => ({
  kind: "Group",
  name,
  args: { type: "Public", name, ...args },
  options: { ...options },
});

situation("groups that outlive their stack are declared before its EphemeralStack", () => {
  let parties: Parties<"a">;
  let outlivingIds: readonly string[];

  /** One has a derived id and one a chosen id; another group is ephemeral. */
  async function start(args: object, options: object): Promise<void> {
    const outliving = [group("kept", args, options), group("lobby", { groupId: "lobby", ...args }, options)];
    parties = await Parties.start({ a: { program: [...outliving, eph, group("room")] } });
    await parties.party.a.up();
    outlivingIds = [await parties.party.a.idOf("Group kept"), "lobby"];
  }

  const wipe = () => {
    for (const groupId of outlivingIds) parties.wipe(groupId);
  };

  /** Runs the destroy, after which only the kept groups are left in the service. */
  async function destroy(args: readonly string[], code: 0 | "failure", state: readonly string[]): Promise<void> {
    const service = only(parties.service, ...outlivingIds);
    await parties.party.a.destroy({ args, expectCode: code });
    const programs = { a: ["EphemeralStack eph", "Group kept", "Group lobby", "Group room"] };
    await parties.assertContents({ service, states: { a: state }, programs });
  }

  afterEach(() => parties.dispose());

  it("protected groups whose marks a client wiped stay, also in the state, when everything else is destroyed", async () => {
    await start({}, { protect: true });
    wipe();
    await destroy(["--exclude-protected"], 0, ["Group kept", "Group lobby"]);
  });

  it("groups with retainOnDelete stay after a rotation of the key, when their marks do not verify", async () => {
    await start({}, { retainOnDelete: true });
    parties.rotateKey();
    await destroy([], 0, []);
  });

  it("guarded groups whose marks a client wiped stay if a destroy continues after their refusals", async () => {
    await start({ disbandOnlyIf: { emptyOfMessages: true } }, {});
    for (const groupId of outlivingIds) parties.app.write(groupId);
    wipe();
    await destroy(["--continue-on-error"], "failure", ["Group kept", "Group lobby"]);
  });
});

situation("an EphemeralStack is removed from the program together with its Provider, and another one is added", () => {
  it("no group is touched, and the next destroy leaves nothing", async () => {
    const p1: Declaration = { kind: "Provider", name: "p1" };
    const first: Program = [p1, { ...eph, options: { provider: ref("Provider p1") } }, group("room")];
    const next: Program = [{ ...eph, name: "eph2" }, group("room")];
    await withParties({ a: { program: first } }, async (parties) => {
      const { a } = parties.party;
      await a.up();
      const { service } = parties;
      await a.declare(next);
      parties.emulator.journal.clear();
      await a.up();
      await parties.assertContents({ service, states: { a: labelsOf(next) }, programs: { a: labelsOf(next) } });
      assert.deepEqual(parties.writes, []);
      await a.destroy();
      await parties.assertContents({ service: {}, states: { a: [] }, programs: { a: labelsOf(next) } });
    });
  });
});

situation(
  "two backends have ephemeral stacks of the same name, and a killed up of the first one left groups behind",
  () => {
    it("its destroy disbands the groups with a mark or a derived id that proves ownership, and nothing of the other stack", async () => {
      const lost: Program = [group("marked"), group("wiped"), group("lobby", { groupId: "lobby" })];
      const program: Program = [eph, group("room")];
      await withParties({ a: { program: [...program, ...lost] }, b: { program } }, async (parties) => {
        const { a, b } = parties.party;
        await a.up();
        await b.up();
        const room = await b.idOf("Group room");
        for (const groupId of [await a.idOf("Group wiped"), "lobby", room]) parties.wipe(groupId);
        await a.forget(labelsOf(lost));
        await a.declare(program);
        const service = only(parties.service, room, "lobby");
        await a.destroy();
        const declared = labelsOf(program);
        await parties.assertContents({
          service,
          states: { a: [], b: declared },
          programs: { a: declared, b: declared },
        });
      });
    });
  },
);
