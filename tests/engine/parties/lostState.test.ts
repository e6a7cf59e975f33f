import assert from "node:assert/strict";
import { tencentChat } from "../support/tencentChat";
import { everything } from "./support/everything";
import { Parties } from "./support/parties";
import { labelsOf, type Program } from "./support/program";
import { only, type Service } from "./support/service";
import { situation } from "./support/situation";

const derived: Program = [
  { kind: "Group", name: "room", args: { type: "Public", name: "Room" } },
  { kind: "Chatbot", name: "answerer", args: { nick: "Answerer" } },
];

situation("a state is lost, and the identity is pinned", () => {
  const program = [...everything(), ...derived];
  const programs = { a: labelsOf(program) };
  let parties: Parties<"a">;
  let service: Service;

  before(async () => {
    parties = await Parties.start({ a: { program, env: { TENCENT_CHAT_IDENTITY: "acme-pr-123" } } });
    await parties.party.a.up();
    service = parties.service;
    await parties.party.a.loseState();
    parties.emulator.journal.clear();
  });
  after(() => parties.dispose());

  it("the next up adopts everything unchanged", async () => {
    await parties.party.a.up();
    assert.deepEqual(parties.writes, []);
    await parties.assertContents({ service, states: programs, programs });
  });

  it("a destroy then leaves only accounts and chatbots with chosen ids, which cannot carry a mark", async () => {
    const remaining = only(service, "carol", "@RBT#helper");
    await parties.party.a.destroy();
    await parties.assertContents({ service: remaining, states: { a: [] }, programs });
  });
});

situation("a state is lost, and no identity is pinned", () => {
  const lobby: Program = [{ kind: "Group", name: "lobby", args: { groupId: "lobby", type: "Public", name: "Lobby" } }];
  const program = [...lobby, ...derived];
  const programs = { a: labelsOf(program) };
  let parties: Parties<"a">;
  let lost: Service;
  let identity: string | undefined;

  before(async () => {
    parties = await Parties.start({ a: { program } });
    const { a } = parties.party;
    await a.up();
    lost = parties.service;
    identity = await a.identity();
    await a.loseState();
  });
  after(() => parties.dispose());

  it("the next up refuses groups with chosen ids, creates the others again, and changes none of the previous ones", async () => {
    await parties.party.a.up({ args: ["--continue-on-error"], expectCode: "failure" });
    const { service } = parties;
    assert.deepEqual({ ...service, ...lost }, service);
    assert.equal(Object.keys(service).length, Object.keys(lost).length + derived.length);
    await parties.assertContents({ service, states: { a: labelsOf(derived) }, programs });
  });

  it("a destroy leaves everything that the lost state had", async () => {
    await parties.party.a.destroy();
    await parties.assertContents({ service: lost, states: { a: [] }, programs });
  });

  it("a sweep by stack name only lists the groups, with their identity", async () => {
    const { all } = await sweep("--stack", parties.party.a.stack);
    for (const listed of ["lobby", String(identity)]) assert.ok(all.includes(listed), all);
    await parties.assertContents({ service: lost, states: { a: [] }, programs });
  });

  it("a sweep by that identity disbands them", async () => {
    await sweep("--identity", String(identity), "--yes");
    const [, chatbot = ""] =
      Object.keys(lost)
        .find((name) => name.startsWith("chatbot "))
        ?.split(" ") ?? [];
    await parties.assertContents({ service: only(lost, chatbot), states: { a: [] }, programs });
  });

  async function sweep(...args: readonly string[]): Promise<{ readonly all: string }> {
    const { stdout, stderr } = await tencentChat(["sweep", ...args], parties.emulator.env());
    return { all: `${stdout}${stderr}` };
  }
});
