import assert from "node:assert/strict";
import { ChatClient } from "../../../chat";
import { chatErrorOf, SECRET, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { fail, ok, type Received, type ScriptedServer, type Step } from "./support/server";

const bodies = (server: ScriptedServer): unknown[] => server.received.map(({ body }) => body);
const idsOf = (request: Received): string[] => (request.body as { GroupIdList: string[] }).GroupIdList;
const group = (GroupId: string, more: object = {}): object => ({
  GroupId,
  ErrorCode: 0,
  ErrorInfo: "",
  Type: "Public",
  Name: "Ops",
  Introduction: "",
  Notification: "",
  FaceUrl: "",
  Owner_Account: "",
  CreateTime: 1,
  MuteAllMember: "Off",
  ...more,
});

/** Answers get_group_info like the service: one item per id. */
const lookup =
  (itemFor: (id: string) => object = (id) => group(id)): Step =>
  (response, request) => {
    response.end(JSON.stringify({ ...ok, GroupInfo: idsOf(request).map(itemFor) }));
  };

describe("groups", () => {
  const bench = useBench();

  it("creates with the wire names, the older type names, and only the given fields", async () => {
    const { client, server } = await bench.start([{ ...ok, GroupId: "ops-room" }]);
    const made = await client.groups.create({
      type: "Work",
      name: "Ops",
      groupId: "ops-room",
      ownerAccount: "alice",
      introduction: "i",
      notification: "n",
      faceUrl: "f",
      maxMemberCount: 20,
      applyJoinOption: "DisableApply",
      inviteJoinOption: "FreeAccess",
      customFields: { Team: "sre" },
      supportTopic: false,
    });
    await client.groups.create({ type: "Community", name: "C", supportTopic: true });
    assert.deepEqual(made, { groupId: "ops-room" });
    assert.deepEqual(bodies(server), [
      {
        Type: "Private",
        GroupId: "ops-room",
        Owner_Account: "alice",
        Name: "Ops",
        Introduction: "i",
        Notification: "n",
        FaceUrl: "f",
        MaxMemberCount: 20,
        ApplyJoinOption: "DisableApply",
        InviteJoinOption: "FreeAccess",
        AppDefinedData: [{ Key: "Team", Value: "sre" }],
      },
      { Type: "Community", Name: "C", SupportTopic: 1 },
    ]);
  });

  it("treats an answer with another id as indeterminate", async () => {
    const { client } = await bench.start([{ ...ok, GroupId: "other" }]);
    const error = await chatErrorOf(client.groups.create({ type: "Public", name: "Ops", groupId: "ops-room" }));
    assert.match(error.info, /wrong shape: GroupId/);
    assert.equal(error.isIndeterminate, true);
  });

  it("treats an answer without an id as indeterminate", async () => {
    const { client } = await bench.start([ok]);
    const error = await chatErrorOf(client.groups.create({ type: "Public", name: "Ops" }));
    assert.match(error.info, /wrong shape: GroupId/);
    assert.equal(error.isIndeterminate, true);
  });

  it("disbands", async () => {
    const { client, server } = await bench.start([ok]);
    assert.equal(await client.groups.destroy("ops-room"), undefined);
    assert.deepEqual(bodies(server), [{ GroupId: "ops-room" }]);
  });

  it("notifies all members of a group, and never twice", async () => {
    const { client, server } = await bench.start([{ ...fail(10002) }, ok]);
    const error = await chatErrorOf(client.groups.sendSystemNotification("ops-room", "bye"));
    assert.equal(error.isIndeterminate, true);
    await client.groups.sendSystemNotification("ops-room", "bye");
    const notice = { GroupId: "ops-room", Content: "bye" };
    assert.deepEqual(bodies(server), [notice, notice]);
  });

  it("changes only the given fields, and makes no call without any", async () => {
    const { client, server } = await bench.start([ok]);
    await client.groups.modify("ops-room", {
      introduction: "",
      maxMemberCount: 5,
      muteAllMembers: true,
      customFields: { Team: "" },
    });
    await client.groups.modify("ops-room", { name: undefined });
    assert.deepEqual(bodies(server), [
      {
        GroupId: "ops-room",
        Introduction: "",
        MaxMemberNum: 5,
        MuteAllMember: "On",
        AppDefinedData: [{ Key: "Team", Value: "" }],
      },
    ]);
  });

  it("changes the owner", async () => {
    const { client, server } = await bench.start([ok]);
    await client.groups.changeOwner("ops-room", "bob");
    assert.deepEqual(bodies(server), [{ GroupId: "ops-room", NewOwner_Account: "bob" }]);
  });

  it("lists all groups of a type without duplicates", async () => {
    const page = (ids: string[], Next: number): object => ({
      ...ok,
      TotalCount: 3,
      GroupIdList: ids.map((GroupId) => ({ GroupId })),
      Next,
    });
    const { client, server } = await bench.start([page(["a", "b"], 5), page(["b", "c"], 0)], {
      clock: new LeapingClock(),
    });
    assert.deepEqual(await client.groups.listAll({ type: "Meeting" }), ["a", "b", "c"]);
    assert.deepEqual(bodies(server), [
      { GroupType: "ChatRoom", Next: 0 },
      { GroupType: "ChatRoom", Next: 5 },
    ]);
  });

  it("lists with a 64-bit cursor, without loss", async () => {
    const page = '{"ErrorCode":0,"TotalCount":2,"GroupIdList":[{"GroupId":"a"}],"Next":18446744073709551615}';
    let sent = "";
    const client = new ChatClient({
      sdkAppId: 1,
      secretKey: SECRET,
      clock: new LeapingClock(),
      transport: {
        request: async ({ body }) => {
          sent = body;
          return { status: 200, body: sent.includes("Next") ? page.replace(/\d+}$/, "0}") : page };
        },
      },
    });
    const first = await client.groups.list({ limit: 1, type: "Meeting" });
    assert.deepEqual(first, { groupIds: ["a"], next: "18446744073709551615", total: 2 });
    const last = await client.groups.list({ next: first.next });
    assert.equal(sent, '{"Next":18446744073709551615}');
    assert.equal(last.next, undefined);
    await assert.rejects(client.groups.list({ next: "1; drop" }), /`next` must be/);
  });
});

describe("looking a group up", () => {
  const bench = useBench();

  it("returns every field of the profile under its own name", async () => {
    const { client, server } = await bench.start([
      lookup((id) =>
        group(id, {
          Introduction: "i",
          Owner_Account: "alice",
          CreateTime: 1,
          LastMsgTime: 2,
          NextMsgSeq: 6,
          MemberNum: 3,
          MaxMemberNum: 4,
          ApplyJoinOption: "FreeAccess",
          InviteJoinOption: "DisableInvite",
          MuteAllMember: "On",
          SupportTopic: 0,
          Appid: 1400000000,
          AppDefinedData: [
            { Key: "Team", Value: "sre" },
            { Key: "Other", Value: "x" },
            { Key: "__proto__", Value: "y" },
          ],
        }),
      ),
    ]);
    const info = await client.groups.getInfo("ops-room", { customFieldKeys: ["Team", "Missing", "__proto__"] });
    assert.deepEqual(info, {
      groupId: "ops-room",
      type: "Public",
      name: "Ops",
      introduction: "i",
      notification: "",
      faceUrl: "",
      ownerAccount: "alice",
      createTime: 1,
      maxMemberCount: 4,
      memberCount: 3,
      applyJoinOption: "FreeAccess",
      inviteJoinOption: "DisableInvite",
      muteAllMembers: true,
      supportTopic: false,
      customFields: Object.fromEntries([
        ["Team", "sre"],
        ["__proto__", "y"],
      ]),
      appId: 1400000000,
      lastMessageTime: 2,
      nextMessageNumber: 6,
    });
    const body = server.received[0]?.body as { ResponseFilter: Record<string, string[]> };
    assert.deepEqual(Object.keys(body.ResponseFilter), ["GroupBaseInfoFilter", "AppDefinedDataFilter_Group"]);
  });

  it("returns a group without its member and message counts if the service omits them", async () => {
    for (const odd of [{}, { MemberNum: "3", LastMsgTime: {}, NextMsgSeq: null }]) {
      const { client } = await bench.start([lookup((id) => group(id, odd))]);
      const info = await client.groups.getInfo("ops-room");
      assert.equal(info?.groupId, "ops-room");
      assert.deepEqual(
        [info.memberCount, info.lastMessageTime, info.nextMessageNumber],
        [undefined, undefined, undefined],
      );
    }
  });

  it("requests 50 groups per call and returns each caller its own group", async () => {
    const { client, server } = await bench.start([lookup()]);
    const ids = Array.from({ length: 120 }, (_, index) => `g${index}`);
    const found = await Promise.all(ids.map((id) => client.groups.getInfo(id)));
    assert.deepEqual(
      found.map((info) => info?.groupId),
      ids,
    );
    assert.deepEqual(server.received.map((request) => idsOf(request).length).sort(), [20, 50, 50]);
  });

  it("requests a group once for two callers, each with its own custom fields", async () => {
    const { client, server } = await bench.start([
      lookup((id) =>
        group(id, {
          AppDefinedData: [
            { Key: "A", Value: "1" },
            { Key: "B", Value: "2" },
          ],
        }),
      ),
    ]);
    const [a, b] = await Promise.all([
      client.groups.getInfo("g", { customFieldKeys: ["A"] }),
      client.groups.getInfo("g", { customFieldKeys: ["B"] }),
    ]);
    assert.deepEqual([a?.customFields, b?.customFields], [{ A: "1" }, { B: "2" }]);
    assert.equal(server.received.length, 1);
    assert.deepEqual(server.received.map(idsOf), [["g"]]);
  });

  for (const code of [10010, 10015]) {
    it(`reports a group with ${code} as missing: alone or in a batch, in the item or at the top level`, async () => {
      const mixed = lookup((id) => (id === "gone" ? { GroupId: id, ErrorCode: code, ErrorInfo: "no" } : group(id)));
      const { client } = await bench.start([mixed, mixed, fail(code)]);
      assert.deepEqual(
        (await Promise.all(["gone", "here"].map((id) => client.groups.getInfo(id)))).map((info) => info?.groupId),
        [undefined, "here"],
      );
      assert.equal(await client.groups.getInfo("gone"), undefined);
      assert.equal(await client.groups.getInfo("gone"), undefined);
    });
  }

  for (const code of [10004, 10010, 10018]) {
    it(`requests groups one by one when the whole batch is refused with ${code}`, async () => {
      const picky: Step = (response, request) => {
        const ids = idsOf(request);
        const bad = ids.length > 1 || ids[0] === "bad";
        response.end(JSON.stringify(bad ? fail(code) : { ...ok, GroupInfo: ids.map((id) => group(id)) }));
      };
      const { client } = await bench.start([picky]);
      const outcomes = await Promise.allSettled(["a", "bad", "b"].map((id) => client.groups.getInfo(id)));
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ["fulfilled", code === 10010 ? "fulfilled" : "rejected", "fulfilled"],
      );
    });
  }

  it("fails all when the credentials are wrong, without requesting them one by one", async () => {
    const { client, server } = await bench.start([fail(70009)]);
    const outcomes = await Promise.allSettled(["a", "b", "c"].map((id) => client.groups.getInfo(id)));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["rejected", "rejected", "rejected"],
    );
    assert.equal(server.received.length, 1);
  });

  it("retries an item with a temporary failure, without the others", async () => {
    let failures = 2;
    const shaky = lookup((id) =>
      id === "b" && failures-- > 0 ? { GroupId: id, ErrorCode: 10002, ErrorInfo: "busy" } : group(id),
    );
    const { client, server } = await bench.start([shaky], { clock: new LeapingClock() });
    const found = await Promise.all(["a", "b"].map((id) => client.groups.getInfo(id)));
    assert.deepEqual(
      found.map((info) => info?.groupId),
      ["a", "b"],
    );
    assert.deepEqual(server.received.map(idsOf), [["a", "b"], ["b"], ["b"]]);
  });

  it("fails one item with its own error", async () => {
    const { client } = await bench.start([
      lookup((id) => (id === "b" ? { GroupId: id, ErrorCode: 10007, ErrorInfo: "denied" } : group(id))),
    ]);
    const [a, b] = await Promise.allSettled([client.groups.getInfo("a"), chatErrorOf(client.groups.getInfo("b"))]);
    assert.equal(a.status, "fulfilled");
    assert.equal(b.status === "fulfilled" && b.value.errorClass, "permission");
  });

  it("never reports a group as missing that the answer omits", async () => {
    const { client } = await bench.start([{ ...ok, GroupInfo: [] }], { clock: new LeapingClock() });
    const error = await chatErrorOf(client.groups.getInfo("a"));
    assert.match(error.info, /the requested group is missing/);
  });

  for (const [description, answer] of [
    ["no list", ok],
    ["null instead of a list", { ...ok, GroupInfo: null }],
    ["a list of nulls", { ...ok, GroupInfo: [null] }],
    ["a name that is a number", { ...ok, GroupInfo: [group("a", { Name: 7 })] }],
    ["an ErrorCode that is a string", { ErrorCode: "0" }],
    ["a list at the top level", [1, 2]],
  ] as const) {
    it(`is a clear error, not a crash, for ${description}`, async () => {
      const { client, server } = await bench.start([answer], { clock: new LeapingClock() });
      const error = await chatErrorOf(client.groups.getInfo("a"));
      assert.equal(error.name, "TransportError");
      assert.equal(server.received.length, 6);
    });
  }
});
