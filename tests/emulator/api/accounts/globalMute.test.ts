import assert from "node:assert/strict";
import { type Answer, Rig } from "../../support/rig";

const FOREVER = 4294967295;

describe("setnospeaking and getnospeaking", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const set = (more: Record<string, unknown>) => rig.call("setnospeaking", { Set_Account: "alice", ...more });
  const get = async () => {
    const { C2CmsgNospeakingTime, GroupmsgNospeakingTime } = await rig.call("getnospeaking", { Get_Account: "alice" });
    return [C2CmsgNospeakingTime, GroupmsgNospeakingTime];
  };
  beforeEach(() => app().importAccounts("alice", "bob"));

  it("mute an account, and answer the remaining seconds without ActionStatus", async () => {
    assert.deepEqual(await set({ C2CmsgNospeakingTime: 60, GroupmsgNospeakingTime: FOREVER }), {
      ErrorCode: 0,
      ErrorInfo: "",
    });
    rig.clock.advance(20_000);
    assert.deepEqual(await rig.call("getnospeaking", { Get_Account: "alice" }), {
      ErrorCode: 0,
      ErrorInfo: "",
      C2CmsgNospeakingTime: 40,
      GroupmsgNospeakingTime: FOREVER,
    });
    assert.deepEqual(app().globallyMuted("bob"), { privateUntil: 0, groupsUntil: 0 });
    await set({ GroupmsgNospeakingTime: 0 });
    assert.deepEqual(await get(), [40, 0]);
    rig.clock.advance(40_000);
    assert.deepEqual(await get(), [0, 0]);
  });

  const bad: readonly [string, string, number, Record<string, unknown>][] = [
    ["setnospeaking", "no account", 130004, { GroupmsgNospeakingTime: 1 }],
    ["setnospeaking", "an account that is a number", 130005, { Set_Account: 1, GroupmsgNospeakingTime: 1 }],
    ["setnospeaking", "an account that does not exist", 130005, { Set_Account: "nobody", GroupmsgNospeakingTime: 1 }],
    ["setnospeaking", "no time", 130008, { Set_Account: "alice" }],
    ["setnospeaking", "a time as a string", 130001, { Set_Account: "alice", GroupmsgNospeakingTime: "1" }],
    ["setnospeaking", "a time over 32 bits", 130001, { Set_Account: "alice", C2CmsgNospeakingTime: FOREVER + 1 }],
    ["setnospeaking", "an unknown field", 130001, { Set_Account: "alice", MuteTime: 1 }],
    ["getnospeaking", "no account", 130002, {}],
    ["getnospeaking", "an account that is a number", 130003, { Get_Account: 1 }],
    ["getnospeaking", "an account that does not exist", 130003, { Get_Account: "nobody" }],
    ["getnospeaking", "an unknown field", 130001, { Get_Account: "alice", Set_Account: "alice" }],
  ];
  for (const [command, input, code, body] of bad)
    it(`answer ${code} to ${input} in ${command}, without ActionStatus`, async () => {
      const answer: Answer = await rig.call(command, body);
      assert.deepEqual(Object.keys(answer).sort(), ["ErrorCode", "ErrorInfo"]);
      assert.equal(answer.ErrorCode, code);
      assert.deepEqual(app().globallyMuted("alice"), { privateUntil: 0, groupsUntil: 0 });
    });
});
