import assert from "node:assert/strict";
import { everything } from "./support/everything";
import { Parties } from "./support/parties";
import { labelsOf } from "./support/program";
import type { Service } from "./support/service";
import { situation } from "./support/situation";

situation("a state was created with an emulator, and the endpoint of the emulator is no longer set", () => {
  const program = everything({ by: "id", after: true });
  const programs = { a: labelsOf(program) };
  /** A deadline, because the service that these settings point to cannot be reached here. */
  const env = {
    TENCENT_CHAT_ENDPOINT: undefined,
    TENCENT_CHAT_REGION: "china",
    TENCENT_CHAT_DEADLINE_SECONDS: "3",
  };
  let parties: Parties<"a">;
  let service: Service;
  let known: object;
  const state = async () => {
    const resources = await parties.party.a.resources();
    return Object.fromEntries(resources.map(({ urn, inputs, outputs }) => [urn, { inputs, outputs }]));
  };

  before(async () => {
    parties = await Parties.start({ a: { program } });
    await parties.party.a.up();
    service = parties.service;
    known = await state();
    parties.emulator.journal.clear();
  });
  after(() => parties.dispose());

  for (const command of ["preview", "up", "refresh", "destroy"] as const) {
    it(`every command is refused, names both services and what to do, and changes nothing: ${command}`, async () => {
      const args = command === "destroy" ? ["--continue-on-error"] : [];
      const { all } = await parties.party.a[command]({ args, env, expectCode: "failure" });
      for (const said of [/loopback/, /Tencent's/, /TENCENT_CHAT_ENDPOINT/]) assert.match(all, said);
      assert.deepEqual(await state(), known);
      assert.equal(parties.emulator.journal.count(), 0);
      await parties.assertContents({ service, states: programs, programs });
    });
  }

  it("a destroy with the endpoint of the emulator leaves nothing", async () => {
    await parties.party.a.destroy();
    await parties.assertContents({ service: {}, states: { a: [] }, programs });
  });
});
