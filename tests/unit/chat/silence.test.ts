import assert from "node:assert/strict";
import type { ChatClient } from "../../../chat";
import { chatErrorOf, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { ok } from "./support/server";

type Fields = Record<string, unknown>;

/** A call of the client, its complete answer, and the fields that must not be missing from it. */
interface Reading {
  readonly api: string;
  readonly call: (client: ChatClient) => Promise<unknown>;
  readonly answer: Fields;
  /** Paths into the answer: `GroupInfo.0.Type`. */
  readonly promised: readonly string[];
  /** Paths that may be absent, as documented or without harm: the call still succeeds. */
  readonly optional?: readonly string[];
  readonly write?: true;
}

const COMMUNITY = "@TGS#_c";
const topic = {
  ErrorCode: 0,
  ErrorInfo: "",
  TopicInfo: { TopicId: "t", GroupID: COMMUNITY, TopicName: "T", CreateTime: 1, MuteAllMember: "Off" },
};
const group = {
  GroupId: "g",
  ErrorCode: 0,
  ErrorInfo: "",
  Type: "Public",
  Name: "Ops",
  Introduction: "",
  Notification: "",
  FaceUrl: "",
  Owner_Account: "",
  CreateTime: 1,
  MaxMemberNum: 20,
  MuteAllMember: "Off",
  AppDefinedData: [{ Key: "Team", Value: "sre" }],
};

const readings: readonly Reading[] = [
  {
    api: "get_group_info",
    call: ({ groups }) => groups.getInfo("g", { customFieldKeys: ["Team"] }),
    answer: { GroupInfo: [group] },
    promised: [
      "GroupInfo",
      "GroupInfo.0",
      ...["GroupId", "ErrorCode", "Type", "Name", "CreateTime", "Owner_Account", "MuteAllMember"].map(
        (field) => `GroupInfo.0.${field}`,
      ),
      ...["Introduction", "Notification", "FaceUrl"].map((field) => `GroupInfo.0.${field}`),
    ],
    optional: ["GroupInfo.0.ErrorInfo", "GroupInfo.0.MaxMemberNum", "GroupInfo.0.AppDefinedData"],
  },
  {
    api: "get_appid_group_list",
    call: ({ groups }) => groups.listAll(),
    answer: { TotalCount: 1, GroupIdList: [{ GroupId: "g" }], Next: 0 },
    promised: ["TotalCount", "GroupIdList", "GroupIdList.0.GroupId", "Next"],
  },
  {
    api: "create_group",
    call: ({ groups }) => groups.create({ type: "Public", name: "Ops", groupId: "g" }),
    answer: { GroupId: "g" },
    promised: ["GroupId"],
    write: true,
  },
  {
    api: "get_group_attr",
    call: ({ attributes }) => attributes.get("g"),
    answer: { GroupAttrAry: [{ key: "a", value: "1" }] },
    promised: ["GroupAttrAry", "GroupAttrAry.0.key", "GroupAttrAry.0.value"],
  },
  {
    api: "get_group_counter",
    call: ({ counters }) => counters.get("g"),
    answer: { GroupCounter: [{ Key: "a", Value: 1 }] },
    promised: ["GroupCounter", "GroupCounter.0.Key", "GroupCounter.0.Value"],
  },
  {
    api: "update_group_counter",
    call: ({ counters }) => counters.increase("g", { a: 1 }),
    answer: { GroupCounter: [{ Key: "a", Value: 1 }] },
    promised: ["GroupCounter", "GroupCounter.0", "GroupCounter.0.Key", "GroupCounter.0.Value"],
    write: true,
  },
  {
    api: "create_topic",
    call: ({ topics }) => topics.create({ groupId: COMMUNITY, name: "T", topicId: "t" }),
    answer: { TopicId: "t" },
    promised: ["TopicId"],
    write: true,
  },
  {
    api: "get_topic",
    call: ({ topics }) => topics.get(COMMUNITY, ["t"]),
    answer: { TopicAndSelfInfo: [topic] },
    promised: [
      "TopicAndSelfInfo",
      "TopicAndSelfInfo.0",
      "TopicAndSelfInfo.0.ErrorCode",
      "TopicAndSelfInfo.0.TopicInfo",
      ...["TopicId", "TopicName", "CreateTime", "MuteAllMember"].map(
        (field) => `TopicAndSelfInfo.0.TopicInfo.${field}`,
      ),
    ],
    optional: ["TopicAndSelfInfo.0.ErrorInfo", "TopicAndSelfInfo.0.TopicInfo.GroupID"],
  },
  {
    api: "get_topic of all topics",
    call: ({ topics }) => topics.list(COMMUNITY),
    answer: { TopicAndSelfInfo: [topic] },
    promised: ["TopicAndSelfInfo", "TopicAndSelfInfo.0.ErrorCode", "TopicAndSelfInfo.0.TopicInfo"],
  },
  {
    api: "destroy_topic",
    call: ({ topics }) => topics.destroy(COMMUNITY, ["t"]),
    answer: { DestroyResultItem: [{ TopicId: "t", ErrorCode: 0, ErrorInfo: "" }] },
    promised: ["DestroyResultItem", ...["", ".TopicId", ".ErrorCode"].map((rest) => `DestroyResultItem.0${rest}`)],
    optional: ["DestroyResultItem.0.ErrorInfo"],
    write: true,
  },
  {
    api: "get_group_member_info",
    call: ({ members }) => members.list("g"),
    answer: { MemberNum: 1, MemberList: [{ Member_Account: "a", Role: "Owner", NameCard: "A" }] },
    promised: ["MemberNum", "MemberList", "MemberList.0.Member_Account", "MemberList.0.Role"],
    optional: ["MemberList.0.NameCard"],
  },
  {
    api: "get_group_member_info of a Community",
    call: ({ members }) => members.list("g", { paging: "cursor" }),
    answer: { MemberNum: 1, MemberList: [{ Member_Account: "a", Role: "Owner" }], Next: "" },
    promised: ["MemberNum", "MemberList", "Next"],
  },
  {
    api: "get_specified_group_member_info",
    call: ({ members }) => members.findOne("g", "a"),
    answer: { GroupId: "g", MemberList: [{ Member_Account: "a", Role: "Owner" }] },
    promised: ["MemberList", "MemberList.0.Member_Account", "MemberList.0.Role"],
  },
  {
    api: "get_role_in_group",
    call: ({ members }) => members.role("g", "a"),
    answer: { UserIdList: [{ Member_Account: "a", Role: "NotMember" }] },
    promised: ["UserIdList", "UserIdList.0", "UserIdList.0.Member_Account", "UserIdList.0.Role"],
  },
  {
    api: "add_group_member",
    call: ({ members }) => members.join("g", "a"),
    answer: { MemberList: [{ Member_Account: "a", Result: 1 }] },
    promised: ["MemberList", "MemberList.0", "MemberList.0.Member_Account", "MemberList.0.Result"],
    write: true,
  },
  {
    api: "get_group_muted_account",
    call: ({ members }) => members.muted("g"),
    answer: { GroupId: "g", MutedAccountList: [{ Member_Account: "a", MutedUntil: 1 }] },
    promised: ["MutedAccountList", ...["Member_Account", "MutedUntil"].map((field) => `MutedAccountList.0.${field}`)],
  },
  {
    api: "get_group_ban_member",
    call: ({ members }) => members.banned("g"),
    answer: { BannedAccountList: [{ Member_Account: "a", BannedUntil: 1 }], NextOffset: 0 },
    promised: ["BannedAccountList", "BannedAccountList.0.BannedUntil", "NextOffset"],
  },
  {
    api: "get_joined_group_list",
    call: ({ members }) => members.joinedGroups("a"),
    answer: {
      TotalCount: 1,
      GroupIdList: [{ GroupId: "g", Type: "Public", Name: "Ops", Owner_Account: "", SelfInfo: { Role: "Member" } }],
    },
    promised: [
      "TotalCount",
      "GroupIdList",
      ...["GroupId", "Type", "Name", "Owner_Account"].map((field) => `GroupIdList.0.${field}`),
    ],
    // A live room stores no members, so there is no role.
    optional: ["GroupIdList.0.SelfInfo", "GroupIdList.0.SelfInfo.Role"],
  },
  {
    api: "get_online_member_num",
    call: ({ rooms }) => rooms.onlineCount("g"),
    answer: { OnlineMemberNum: 0 },
    promised: ["OnlineMemberNum"],
  },
  {
    api: "get_members",
    call: ({ rooms }) => rooms.onlineMembers("g"),
    answer: { MemberList: [{ Member_Account: "a", JoinTime: 1, NickName: "", Avatar: "" }], NextTimestamp: 0 },
    promised: ["MemberList", "MemberList.0.Member_Account", "NextTimestamp"],
    optional: ["MemberList.0.JoinTime", "MemberList.0.NickName", "MemberList.0.Avatar"],
  },
  {
    api: "multiaccount_import",
    call: ({ accounts }) => accounts.importMany([{ userId: "a" }]),
    answer: { FailAccounts: [] },
    promised: ["FailAccounts"],
    write: true,
  },
  {
    api: "account_check",
    call: ({ accounts }) => accounts.isImported("a"),
    answer: { ResultItem: [{ UserID: "a", ResultCode: 0, ResultInfo: "", AccountStatus: "NotImported" }] },
    promised: [
      "ResultItem",
      "ResultItem.0",
      ...["UserID", "ResultCode", "AccountStatus"].map((field) => `ResultItem.0.${field}`),
    ],
    optional: ["ResultItem.0.ResultInfo"],
  },
  {
    api: "account_delete",
    call: ({ accounts }) => accounts.delete(["a"]),
    answer: { ResultItem: [{ UserID: "a", ResultCode: 0, ResultInfo: "" }] },
    promised: ["ResultItem", "ResultItem.0", "ResultItem.0.UserID", "ResultItem.0.ResultCode"],
    optional: ["ResultItem.0.ResultInfo"],
    write: true,
  },
  {
    api: "portrait_get",
    call: ({ profiles }) => profiles.find("a"),
    answer: { UserProfileItem: [{ To_Account: "a", ProfileItem: [], ResultCode: 0, ResultInfo: "" }] },
    promised: [
      "UserProfileItem",
      "UserProfileItem.0",
      ...["To_Account", "ProfileItem", "ResultCode"].map((field) => `UserProfileItem.0.${field}`),
    ],
    optional: ["UserProfileItem.0.ResultInfo"],
  },
  {
    api: "get_all_robots",
    call: ({ chatbots }) => chatbots.list(),
    answer: { Robot_Account: [] },
    promised: ["Robot_Account"],
  },
];

/** Returns the answer without the field at the path. */
function without(answer: Fields, path: string): Fields {
  const copy = structuredClone(answer);
  const names = path.split(".");
  const last = names.pop() ?? assert.fail(path);
  const parent = names.reduce<unknown>((value, name) => (value as Fields)[name], copy);
  assert.ok(Object.hasOwn(parent as object, last), `${path} is not in the answer`);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete (parent as Fields)[last];
  return copy;
}

describe("an incomplete answer", () => {
  const bench = useBench();
  const start = (answer: Fields) =>
    bench.start([{ ...ok, ...answer }], { clock: new LeapingClock(), callsPerSecond: 10_000 });

  for (const { api, call, answer, promised, optional = [], write } of readings) {
    describe(`of ${api}`, () => {
      it("is read when it is complete", async () => {
        await call((await start(answer)).client);
      });

      for (const path of promised) {
        it(`is invalid without ${path}`, async () => {
          const { client } = await start(without(answer, path));
          const error = await chatErrorOf(call(client));
          assert.equal(error.name, "TransportError");
          assert.match(error.info, /^an answer of the wrong shape: /);
          assert.equal(error.isIndeterminate, write === true);
        });
      }

      for (const path of optional) {
        it(`is read without ${path}`, async () => {
          await call((await start(without(answer, path))).client);
        });
      }
    });
  }

  it("is invalid with another id than the requested one", async () => {
    const other = (answer: Fields, name: string): Fields =>
      JSON.parse(JSON.stringify(answer).replaceAll(`"${name}"`, '"other"'));
    const about = new Map([
      ["get_group_info", "g"],
      ["create_group", "g"],
      ["update_group_counter", "a"],
      ["create_topic", "t"],
      ["get_topic", "t"],
      ["destroy_topic", "t"],
      ["get_specified_group_member_info", "a"],
      ["get_role_in_group", "a"],
      ["add_group_member", "a"],
      ["account_check", "a"],
      ["account_delete", "a"],
      ["portrait_get", "a"],
    ]);
    for (const { api, call, answer } of readings) {
      const requestedId = about.get(api);
      if (requestedId === undefined) continue;
      const { client } = await start(other(answer, requestedId));
      assert.match((await chatErrorOf(call(client))).info, /wrong shape/, api);
      about.delete(api);
    }
    assert.deepEqual([...about], []);
  });

  it("is invalid with two items for one id", async () => {
    const lists = [
      ["get_group_info", "GroupInfo"],
      ["get_topic", "TopicAndSelfInfo"],
      ["destroy_topic", "DestroyResultItem"],
      ["add_group_member", "MemberList"],
      ["get_role_in_group", "UserIdList"],
      ["account_check", "ResultItem"],
      ["account_delete", "ResultItem"],
      ["portrait_get", "UserProfileItem"],
    ] as const;
    for (const [name, list] of lists) {
      const reading = readings.find(({ api }) => api === name) ?? assert.fail(name);
      const items = reading.answer[list] as unknown[];
      const { client } = await start({ ...reading.answer, [list]: [...items, ...items] });
      assert.match((await chatErrorOf(reading.call(client))).info, /wrong shape/, name);
    }
  });

  it("is invalid with an undocumented value in a decisive field", async () => {
    const calls: readonly [(client: ChatClient) => Promise<unknown>, Fields][] = [
      [
        ({ accounts }) => accounts.isImported("a"),
        { ResultItem: [{ UserID: "a", ResultCode: 0, AccountStatus: "Unknown" }] },
      ],
      [({ members }) => members.join("g", "a"), { MemberList: [{ Member_Account: "a", Result: 9 }] }],
      [({ members }) => members.role("g", "a"), { UserIdList: [{ Member_Account: "a", Role: "" }] }],
      [({ groups }) => groups.getInfo("g"), { GroupInfo: [{ ...group, MuteAllMember: "" }] }],
    ];
    for (const [call, answer] of calls) {
      const { client } = await start(answer);
      assert.match((await chatErrorOf(call(client))).info, /wrong shape/);
    }
  });
});
