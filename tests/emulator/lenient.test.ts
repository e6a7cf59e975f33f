import assert from "node:assert/strict";
import { DEFAULT_APP, startEmulator } from "../../emulator";
import { type Answer, pathOf, Rig } from "./support/rig";

const apps = [{ ...DEFAULT_APP, customFieldKeys: ["Team"], memberCustomFieldKeys: ["Desk"] }];
/** The values that clients send instead of omitting a field. */
const EMPTY_VALUES = [null, "", 0, []];

/** A request that strict mode refuses, with the code, and its effect in lenient mode. */
type Row = readonly [input: string, code: number, command: string, body: Record<string, unknown>];

const ROWS: readonly Row[] = [
  ...EMPTY_VALUES.flatMap((emptyValue): Row[] => {
    const json = JSON.stringify(emptyValue);
    const group = { Type: "Public", Name: "a" };
    return [
      [`a MaxMemberCount of ${json}`, 10004, "create_group", { ...group, MaxMemberCount: emptyValue }],
      [`an ApplyJoinOption of ${json}`, 10004, "create_group", { ...group, ApplyJoinOption: emptyValue }],
      [`a Limit of ${json}`, 10004, "get_appid_group_list", { Limit: emptyValue }],
      [`a ResponseFilter of ${json}`, 10004, "get_group_info", { GroupIdList: ["g"], ResponseFilter: emptyValue }],
      [
        `a Role of ${json}`,
        10004,
        "modify_group_member_info",
        { GroupId: "g", Member_Account: "alice", Role: emptyValue },
      ],
      [
        `a Mode of ${json}`,
        10004,
        "update_group_counter",
        { GroupId: "g", GroupCounter: [{ Key: "k", Value: 1 }], Mode: emptyValue },
      ],
    ];
  }),
  ["an empty GroupId", 10004, "create_group", { Type: "Public", Name: "a", GroupId: "" }],
  ["an empty owner", 10004, "create_group", { Type: "Public", Name: "a", Owner_Account: "" }],
  ["an owner of 0", 60015, "create_group", { Type: "Public", Name: "a", Owner_Account: 0 }],
  ["a SupportTopic of 0 for a Public group", 10004, "create_group", { Type: "Public", Name: "a", SupportTopic: 0 }],
  [
    "five nulls",
    10004,
    "create_group",
    {
      Type: "Public",
      Name: "a",
      GroupId: null,
      Introduction: null,
      Notification: null,
      FaceUrl: null,
      ApplyJoinOption: null,
    },
  ],
  [
    "an empty TopicId for a group without topics",
    10004,
    "forbid_send_msg",
    { GroupId: "g", Members_Account: ["alice"], MuteTime: 0, TopicId: "" },
  ],
  [
    "an empty topic and no recipients of a message",
    10004,
    "send_group_msg",
    {
      GroupId: "g",
      Random: 0,
      MsgBody: [{ MsgType: "TIMTextElem", MsgContent: { Text: "" } }],
      TopicId: "",
      To_Account: [],
      OfflinePushInfo: null,
    },
  ],
  ["an Offset of 0 for a community", 10004, "get_group_member_info", { GroupId: "@TGS#_c", Next: "", Offset: 0 }],
  [
    "a JoinTime of 0",
    10004,
    "import_group_member",
    { GroupId: "g", MemberList: [{ Member_Account: "alice", JoinTime: 0 }] },
  ],
  ["an empty TopicIdList", 10004, "get_topic", { GroupId: "@TGS#_c", From_Account: "alice", TopicIdList: [] }],
  ["an unknown field", 10004, "destroy_group", { GroupId: "g", Reason: "none" }],
  [
    "an unknown field in an entry",
    10004,
    "add_group_member",
    { GroupId: "g", MemberList: [{ Member_Account: "bob", Nick: "B" }] },
  ],
  [
    "a __proto__ key",
    10004,
    "get_group_info",
    JSON.parse('{"GroupIdList":["g"],"__proto__":{"a":1}}') as Record<string, unknown>,
  ],
  ["ShutUpTime for MuteTime", 10004, "forbid_send_msg", { GroupId: "g", Members_Account: ["alice"], ShutUpTime: 60 }],
  [
    "ShutUpTime and the same MuteTime",
    10004,
    "forbid_send_msg",
    { GroupId: "g", Members_Account: ["alice"], ShutUpTime: 60, MuteTime: 60 },
  ],
  [
    "ShutUpTime beside a MuteTime of null",
    10004,
    "forbid_send_msg",
    { GroupId: "g", Members_Account: ["alice"], ShutUpTime: 60, MuteTime: null },
  ],
  ["ShutUpAllMember for MuteAllMember", 10004, "modify_group_base_info", { GroupId: "g", ShutUpAllMember: "On" }],
  ["Identifier for UserID", 70402, "account_import", { Identifier: "carol", Nick: "C" }],
  ["Type for GroupType", 10004, "get_appid_group_list", { Type: "Private" }],
  [
    "older names in filters",
    10004,
    "get_group_info",
    {
      GroupIdList: ["g"],
      ResponseFilter: { GroupBaseInfoFilter: ["ShutUpAllMember"], MemberInfoFilter: ["ShutUpUntil"] },
    },
  ],
  [
    "an unknown name in a filter",
    10004,
    "get_joined_group_list",
    { Member_Account: "alice", ResponseFilter: { SelfInfoFilter: ["Role", "UnreadMsgNum"] } },
  ],
  [
    "ApplyJoinOption and an empty MemberList for an AVChatRoom",
    10007,
    "create_group",
    { Type: "AVChatRoom", Name: "a", ApplyJoinOption: "FreeAccess", MemberList: [] },
  ],
];

async function fill(rig: Rig): Promise<void> {
  rig.emulator.app().importAccounts("alice", "bob");
  await rig.create("Public", { GroupId: "g", Owner_Account: "alice", Introduction: "old" });
  await rig.create("Community", { GroupId: "@TGS#_c", SupportTopic: 1 });
}

describe("the emulator's strict mode", () => {
  const rig = new Rig({ apps, rateLimit: false });
  beforeEach(() => fill(rig));

  for (const [input, code, command, body] of ROWS)
    it(`answers ${code} to ${input} in ${command}`, async () => {
      await rig.refused(code, command, body);
    });
});

describe("the emulator's lenient mode", () => {
  const rig = new Rig({ apps, rateLimit: false, lenient: true });
  const app = () => rig.emulator.app();
  beforeEach(() => fill(rig));

  for (const [input, , command, body] of ROWS)
    it(`accepts ${input} in ${command}`, async () => {
      await rig.ok(command, body);
    });

  it("applies the older names", async () => {
    await rig.ok("forbid_send_msg", { GroupId: "g", Members_Account: ["alice"], ShutUpTime: 60 });
    await rig.ok("modify_group_base_info", { GroupId: "g", ShutUpAllMember: "On" });
    await rig.ok("account_import", { Identifier: "carol", Nick: "C" });
    const until = Math.floor(rig.clock.now() / 1000) + 60;
    assert.deepEqual([app().muted("g"), app().group("g")?.muteAllMember], [{ alice: until }, "On"]);
    assert.equal(app().account("carol")?.nick, "C");
    const filter = { GroupBaseInfoFilter: ["ShutUpAllMember"], MemberInfoFilter: ["Account", "ShutUpUntil"] };
    assert.deepEqual(await rig.read("g", filter), {
      ErrorCode: 0,
      ErrorInfo: "",
      GroupId: "g",
      MuteAllMember: "On",
      MemberList: [{ Member_Account: "alice", MuteUntil: until }],
    });
    await rig.create("Private", { GroupId: "p" });
    const { GroupIdList } = await rig.ok("get_appid_group_list", { Type: "Private" });
    assert.deepEqual(GroupIdList, [{ GroupId: "p" }]);
    await rig.ok("forbid_send_msg", { GroupId: "g", Members_Account: ["alice"], ShutUpTime: 0 });
    assert.deepEqual(app().muted("g"), {});
  });

  it("uses the defaults of a group for empty values", async () => {
    const strict = await rig.read(await rig.create("Public"));
    const nulls = {
      Introduction: null,
      FaceUrl: "",
      ApplyJoinOption: "",
      MaxMemberCount: 0,
      MemberList: null,
      AppDefinedData: [],
    };
    const { GroupId, ...lenient } = await rig.read(await rig.create("Public", nulls));
    assert.deepEqual({ ...lenient, GroupId: strict.GroupId }, strict);
    const { ApplyJoinOption, Type } = await rig.read(
      await rig.create("AVChatRoom", { ApplyJoinOption: "DisableApply" }),
    );
    assert.deepEqual([Type, ApplyJoinOption], ["AVChatRoom", "FreeAccess"]);
  });

  const clearing: readonly [string, string, Record<string, unknown>, () => unknown, unknown][] = [
    [
      "an empty text",
      "modify_group_base_info",
      { GroupId: "g", Introduction: "" },
      () => app().group("g")?.introduction,
      "",
    ],
    [
      "a null",
      "modify_group_base_info",
      { GroupId: "g", Introduction: null, Name: "n" },
      () => app().group("g")?.introduction,
      "old",
    ],
    [
      "an empty name card",
      "modify_group_member_info",
      { GroupId: "g", Member_Account: "alice", NameCard: "" },
      () => app().member("g", "alice")?.nameCard,
      "",
    ],
    [
      "a MuteTime of 0",
      "modify_group_member_info",
      { GroupId: "g", Member_Account: "alice", MuteTime: 0 },
      () => app().muted("g"),
      {},
    ],
    [
      "a null MuteTime",
      "modify_group_member_info",
      { GroupId: "g", Member_Account: "alice", MuteTime: null },
      () => Object.keys(app().muted("g")),
      ["alice"],
    ],
    [
      "a list of no counters",
      "delete_group_counter",
      { GroupId: "g", GroupCounterKeys: [] },
      () => app().counters("g"),
      { k: 1n },
    ],
    [
      "no list of counters",
      "delete_group_counter",
      { GroupId: "g", GroupCounterKeys: null },
      () => app().counters("g"),
      {},
    ],
    [
      "an empty value of a custom field",
      "modify_group_base_info",
      { GroupId: "g", AppDefinedData: [{ Key: "Team", Value: "" }] },
      () => app().group("g")?.customFields,
      {},
    ],
  ];
  for (const [input, command, body, read, expected] of clearing)
    it(`gives ${input} in ${command} the same meaning as strict mode`, async () => {
      app().setMember("g", "alice", { nameCard: "A" });
      app().mute("g", "alice");
      app().setCounters("g", { k: 1n });
      app().edit("g", { customFields: { Team: "sre" } });
      await rig.ok(command, body);
      assert.deepEqual(read(), expected);
    });

  const bad: readonly Row[] = [
    [
      "an older name, and another value under the current name",
      10004,
      "forbid_send_msg",
      { GroupId: "g", Members_Account: ["alice"], ShutUpTime: 60, MuteTime: 0 },
    ],
    [
      "an older and the current name with different values",
      70402,
      "account_import",
      { Identifier: "carol", UserID: "dave" },
    ],
    ["a missing field", 10004, "destroy_group", { GroupID: "g" }],
    ["a required field of null", 10004, "destroy_group", { GroupId: null }],
    ["a required list that is empty", 10004, "get_group_info", { GroupIdList: [] }],
    ["an account that is a number", 60015, "get_joined_group_list", { Member_Account: 1 }],
    [
      "a list that is an object",
      10004,
      "get_group_info",
      { GroupIdList: ["g"], ResponseFilter: { GroupBaseInfoFilter: {} } },
    ],
    [
      "a name in a filter that is a number",
      10004,
      "get_group_info",
      { GroupIdList: ["g"], ResponseFilter: { GroupBaseInfoFilter: [1] } },
    ],
    ["a text that is too long", 10004, "create_group", { Type: "Public", Name: "n".repeat(31) }],
    [
      "members of an AVChatRoom",
      10007,
      "create_group",
      { Type: "AVChatRoom", Name: "a", MemberList: [{ Member_Account: "alice" }] },
    ],
    [
      "ApplyJoinOption for a community",
      10004,
      "create_group",
      { Type: "Community", Name: "a", ApplyJoinOption: "FreeAccess" },
    ],
  ];
  for (const [input, code, command, body] of bad)
    it(`still answers ${code} to ${input} in ${command}`, async () => {
      await rig.refused(code, command, body);
    });

  it("reports which two names have different values", async () => {
    const body = { GroupId: "g", Members_Account: ["alice"], ShutUpTime: 60, MuteTime: 61 };
    await rig.refused(
      10004,
      "forbid_send_msg",
      body,
      /^ShutUpTime is an older name of MuteTime, but their values differ$/,
    );
  });

  const queries: readonly [string, number, string][] = [
    ["without random", 0, "random"],
    ["with the parameters of older SDKs", 0, "&apn=1&accountype=2&appidat3rd=1400000000"],
    ["that ends with an ampersand", 0, "&"],
    ["with random twice", 60002, "&random=1"],
    ["with random in letters", 60002, "random=x"],
    ["without contenttype", 60002, "contenttype"],
    ["without usersig", 70002, "usersig"],
  ];
  for (const [input, code, change] of queries)
    it(`answers ${code} to a query ${input}`, async () => {
      const [name = "", value] = change.split("=");
      const query = change.startsWith("&") ? rig.query() + change : rig.query({ [name]: value });
      const { text } = await rig.send({
        target: `${pathOf("get_group_info")}?${query}`,
        body: '{"GroupIdList":["g"]}',
      });
      assert.equal((JSON.parse(text) as Answer).ErrorCode, code, text);
    });

  it("keeps the original request in the journal, with the account from an older name", async () => {
    await rig.ok("account_import", { Identifier: "carol" });
    const entry = rig.emulator.journal.entries().at(-1);
    assert.deepEqual([entry?.body, entry?.accounts], [{ Identifier: "carol" }, ["carol"]]);
  });

  it("is reported by the control API, and is off by default", async () => {
    const health = async (url: string) =>
      (await fetch(`${url}/emulator/v1/health`)).json() as Promise<{ lenient: boolean }>;
    assert.equal((await health(rig.emulator.url)).lenient, true);
    const strict = await startEmulator();
    assert.equal((await health(strict.url)).lenient, false);
    await strict.close();
  });
});
