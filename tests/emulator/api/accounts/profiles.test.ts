import assert from "node:assert/strict";
import { DEFAULT_APP } from "../../../../emulator";
import { Rig } from "../../support/rig";

const IM = "Tag_Profile_IM_";
type Pairs = readonly { readonly Tag: string; readonly Value: unknown }[];
const pairs = (values: Readonly<Record<string, unknown>>): Pairs =>
  Object.entries(values).map(([Tag, Value]) => ({ Tag, Value }));

describe("the profile endpoints", () => {
  const rig = new Rig({ apps: [{ ...DEFAULT_APP, profileCustomFieldKeys: ["Team"] }] });
  const app = () => rig.emulator.app();
  const set = (values: Readonly<Record<string, unknown>>) =>
    rig.ok("portrait_set", { From_Account: "alice", ProfileItem: pairs(values) });
  const get = async (...TagList: readonly string[]) =>
    (await rig.ok("portrait_get", { To_Account: ["alice"], TagList })).UserProfileItem[0].ProfileItem;
  beforeEach(() => app().importAccounts("alice", "bob"));

  const all = {
    [`${IM}Nick`]: "ü".repeat(250),
    [`${IM}Gender`]: "Gender_Type_Female",
    [`${IM}BirthDay`]: 19840612,
    [`${IM}Location`]: "ü".repeat(8),
    [`${IM}SelfSignature`]: "s".repeat(500),
    [`${IM}AllowType`]: "AllowType_Type_DenyAny",
    [`${IM}Language`]: 1,
    [`${IM}Image`]: "f".repeat(500),
    [`${IM}AdminForbidType`]: "AdminForbid_Type_SendOut",
    [`${IM}Level`]: 4294967295,
    [`${IM}Role`]: 0,
    Tag_Profile_Custom_Team: "sre",
  };

  it("set and read every tag", async () => {
    assert.deepEqual(await set(all), { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0, ErrorDisplay: "" });
    assert.deepEqual(await get(...Object.keys(all)), pairs(all));
    assert.deepEqual(app().account("alice")?.profile, all);
  });

  it("keep the tags that are not given, and omit those that were never set", async () => {
    await set({ [`${IM}Nick`]: "A", [`${IM}Language`]: 1 });
    await set({ [`${IM}Nick`]: "" });
    assert.deepEqual(
      await get(`${IM}Nick`, `${IM}Gender`, `${IM}Language`),
      pairs({ [`${IM}Nick`]: "", [`${IM}Language`]: 1 }),
    );
  });

  it("read what an import wrote, and changes made without the API", async () => {
    await rig.ok("multiaccount_import", { AccountList: [{ UserID: "alice", Nick: "A", FaceUrl: "f" }] });
    assert.deepEqual(await get(`${IM}Nick`, `${IM}Image`), pairs({ [`${IM}Nick`]: "A", [`${IM}Image`]: "f" }));
    app().editAccount("alice", { [`${IM}Nick`]: "edited", [`${IM}Image`]: undefined });
    assert.deepEqual(await get(`${IM}Nick`, `${IM}Image`), pairs({ [`${IM}Nick`]: "edited" }));
    assert.throws(() => app().editAccount("nobody", {}), /has no account nobody/);
  });

  it("read several accounts, and list those that do not exist", async () => {
    const answer = await rig.ok("portrait_get", { To_Account: ["bob", "nobody"], TagList: [`${IM}Nick`] });
    assert.deepEqual(answer, {
      ActionStatus: "OK",
      ErrorInfo: "",
      ErrorCode: 0,
      UserProfileItem: [
        { To_Account: "bob", ProfileItem: [], ResultCode: 0, ResultInfo: "" },
        { To_Account: "nobody", ProfileItem: [], ResultCode: 40003, ResultInfo: "the account nobody does not exist" },
      ],
      Fail_Account: ["nobody"],
      ErrorDisplay: "",
    });
  });

  const bad: readonly [string, number, string, unknown][] = [
    ["a Nick of 501 bytes", 40601, `${IM}Nick`, `${"ü".repeat(250)}x`],
    ["a SelfSignature of 501 bytes", 40601, `${IM}SelfSignature`, "s".repeat(501)],
    ["an Image of 501 bytes", 40601, `${IM}Image`, "f".repeat(501)],
    ["a custom value of 501 bytes", 40601, "Tag_Profile_Custom_Team", "t".repeat(501)],
    ["a Location of 17 bytes", 40605, `${IM}Location`, `${"ü".repeat(8)}x`],
    ["an unknown Gender", 40605, `${IM}Gender`, "Female"],
    ["an unknown AllowType", 40605, `${IM}AllowType`, "AllowAny"],
    ["an unknown AdminForbidType", 40605, `${IM}AdminForbidType`, "None"],
    ["a negative BirthDay", 40605, `${IM}BirthDay`, -1],
    ["a Level over 32 bits", 40605, `${IM}Level`, 4294967296],
    ["a Nick that is a number", 40610, `${IM}Nick`, 1],
    ["a Gender that is a number", 40610, `${IM}Gender`, 1],
    ["a BirthDay as a string", 40610, `${IM}BirthDay`, "19840612"],
    ["a Role with a fraction", 40610, `${IM}Role`, 1.5],
    ["a Nick of null", 40610, `${IM}Nick`, null],
    ["an unknown tag", 40009, `${IM}Name`, "A"],
    ["a custom tag that is not declared", 40009, "Tag_Profile_Custom_Desk", "1"],
  ];
  for (const [input, code, tag, value] of bad)
    it(`answer ${code} to ${input}, and change nothing`, async () => {
      const ProfileItem = pairs({ [`${IM}Language`]: 7, [tag]: value });
      const answer = await rig.refused(code, "portrait_set", { From_Account: "alice", ProfileItem });
      assert.equal(answer.ErrorDisplay, "");
    });

  const nick = pairs({ [`${IM}Nick`]: "A" });
  const many = Array.from({ length: 101 }, (_, i) => `u${i}`);
  const bodies: readonly [string, number, string, Record<string, unknown>][] = [
    ["an account that does not exist", 40003, "portrait_set", { From_Account: "nobody", ProfileItem: nick }],
    ["no account", 40002, "portrait_set", { ProfileItem: nick }],
    ["an account that is a number", 60015, "portrait_set", { From_Account: 1, ProfileItem: nick }],
    ["no tags", 40001, "portrait_set", { From_Account: "alice" }],
    ["an empty list of tags", 40001, "portrait_set", { From_Account: "alice", ProfileItem: [] }],
    ["a tag twice", 40001, "portrait_set", { From_Account: "alice", ProfileItem: [...nick, ...nick] }],
    ["a tag without value", 40001, "portrait_set", { From_Account: "alice", ProfileItem: [{ Tag: `${IM}Nick` }] }],
    ["no account", 40002, "portrait_get", { TagList: [`${IM}Nick`] }],
    ["an empty list of accounts", 40002, "portrait_get", { To_Account: [], TagList: [`${IM}Nick`] }],
    ["101 accounts", 40001, "portrait_get", { To_Account: many, TagList: [`${IM}Nick`] }],
    ["an account that is a number", 60015, "portrait_get", { To_Account: [1], TagList: [`${IM}Nick`] }],
    ["no tags", 40001, "portrait_get", { To_Account: ["alice"] }],
    ["an unknown tag", 40009, "portrait_get", { To_Account: ["alice"], TagList: ["Nick"] }],
  ];
  for (const [input, code, command, body] of bodies)
    it(`answer ${code} to ${input} in ${command}`, async () => {
      assert.equal((await rig.refused(code, command, body)).ErrorDisplay, "");
    });

  it("answer ErrorDisplay in a failure of the fault plan as well, unlike other APIs", async () => {
    rig.emulator.faults.add({ times: 2, fault: { kind: "errorCode", code: 40006 } });
    const body = { To_Account: ["alice"], TagList: [`${IM}Nick`] };
    assert.equal((await rig.refused(40006, "portrait_get", body)).ErrorDisplay, "");
    assert.ok(!("ErrorDisplay" in (await rig.refused(40006, "account_import", { UserID: "carol" }))));
  });
});
