import assert from "node:assert/strict";
import { ApiError, ChatClient } from "../../../chat";
import { startEmulator } from "../../../emulator";
import { chatErrorOf, useBench } from "./support/client";
import { callsOf } from "./support/script";
import { fail, ok } from "./support/server";

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
  MuteAllMember: "Off",
  MemberList: [{ Member_Account: "alice", Role: "Owner" }],
};

describe("a group with all its custom fields", () => {
  const bench = useBench();

  it("is requested alone and without a filter, and returns every field with a value", async () => {
    const AppDefinedData = [
      { Key: "Team", Value: "sre" },
      { Key: "Empty", Value: "" },
      { Key: "__proto__", Value: "x" },
    ];
    const { client, server } = await bench.start([{ ...ok, GroupInfo: [{ ...group, AppDefinedData }] }]);
    const [info] = await Promise.all([
      client.groups.getInfoWithAllCustomFields("g"),
      client.groups.getInfo("g", { customFieldKeys: ["Team"] }),
    ]);
    assert.deepEqual(Object.entries(info?.customFields ?? {}), [
      ["Team", "sre"],
      ["__proto__", "x"],
    ]);
    assert.equal(info?.name, "Ops");
    const bodies = callsOf(server).map(([, body]) => body as { ResponseFilter?: object });
    assert.deepEqual(
      bodies.filter(({ ResponseFilter }) => ResponseFilter === undefined),
      [{ GroupIdList: ["g"] }],
    );
    assert.equal(bodies.length, 2);
  });

  it("has none if the answer lists none", async () => {
    const { client } = await bench.start([{ ...ok, GroupInfo: [group] }]);
    assert.deepEqual((await client.groups.getInfoWithAllCustomFields("g"))?.customFields, {});
  });

  it("is undefined if the group does not exist, and an error if the answer would be too large", async () => {
    const { client } = await bench.start([
      { ...ok, GroupInfo: [{ GroupId: "g", ErrorCode: 10010, ErrorInfo: "no" }] },
      fail(10010),
      fail(10018),
      { ...ok, GroupInfo: [{ GroupId: "g", ErrorCode: 10018, ErrorInfo: "too large" }] },
    ]);
    assert.equal(await client.groups.getInfoWithAllCustomFields("g"), undefined);
    assert.equal(await client.groups.getInfoWithAllCustomFields("g"), undefined);
    for (let i = 0; i < 2; i += 1) {
      const error = await chatErrorOf(client.groups.getInfoWithAllCustomFields("g"));
      assert.ok(error instanceof ApiError);
      assert.deepEqual([error.code, error.errorClass], [10018, "invalid"]);
    }
  });

  it("is read from the emulator, with and without members", async () => {
    const app = {
      sdkAppId: 1400000001,
      secretKey: "s".repeat(64),
      admins: ["administrator"],
      customFieldKeys: ["Team", "Desk", "Floor"],
    };
    const emulator = await startEmulator({ port: 0, apps: [app] });
    const client = new ChatClient({
      sdkAppId: app.sdkAppId,
      secretKey: app.secretKey,
      endpoint: emulator.url,
      deadlineMs: 10_000,
    });
    try {
      await client.accounts.import({ userId: "alice" });
      const customFields = { Team: "sre", Desk: "7" };
      for (const type of ["Public", "AVChatRoom"] as const) {
        await client.groups.create({ type, name: "Ops", groupId: type, ownerAccount: "alice", customFields });
        const info = await client.groups.getInfoWithAllCustomFields(type);
        assert.deepEqual([info?.customFields, info?.ownerAccount], [customFields, "alice"]);
      }
      assert.equal(await client.groups.getInfoWithAllCustomFields("none"), undefined);
    } finally {
      client.close();
      await emulator.close();
    }
  });
});
