import assert from "node:assert/strict";
import { Rig } from "./support/rig";

const INFO = { GroupIdList: ["a"] };

describe("the emulator's call rates", () => {
  const rig = new Rig({
    apps: [
      { sdkAppId: 1, secretKey: "one", admins: ["administrator"] },
      { sdkAppId: 2, secretKey: "two", admins: ["administrator"] },
    ],
  });

  const bodies: Readonly<Record<string, [number, unknown]>> = {
    destroy_group: [200, { GroupId: "gone" }],
    create_group: [200, { Type: "Public", Name: "a", GroupId: "a" }],
    get_group_info: [200, INFO],
    get_group_attr: [200, { GroupId: "gone" }],
    account_import: [200, { UserID: "alice" }],
    get_appid_group_list: [1, {}],
    multiaccount_import: [100, { Accounts: ["alice"] }],
    account_delete: [100, { DeleteItem: [{ UserID: "nobody" }] }],
    portrait_get: [200, { To_Account: ["administrator"], TagList: ["Tag_Profile_IM_Nick"] }],
    get_all_robots: [200, {}],
    send_broadcast_msg: [1, { Random: 1, MsgBody: [{ MsgType: "TIMTextElem", MsgContent: { Text: "a" } }] }],
    send_group_msg: [
      200,
      { GroupId: "gone", Random: 1, MsgBody: [{ MsgType: "TIMTextElem", MsgContent: { Text: "a" } }] },
    ],
    account_check: [100, { CheckItem: [{ UserID: "alice" }] }],
  };
  for (const [command, [rate, body]] of Object.entries(bodies))
    it(`allow ${rate} calls of ${command} per second`, async () => {
      for (let i = 0; i < rate; i += 1) assert.notEqual((await rig.call(command, body)).ErrorCode, 60007);
      await rig.refused(60007, command, body);
      rig.clock.advance(999);
      await rig.refused(60007, command, body);
      rig.clock.advance(1);
      assert.notEqual((await rig.call(command, body)).ErrorCode, 60007);
    });

  it("use a sliding window, not full seconds", async () => {
    for (let i = 0; i < 100; i += 1) await rig.call("get_group_info", INFO);
    rig.clock.advance(600);
    for (let i = 0; i < 100; i += 1) await rig.call("get_group_info", INFO);
    await rig.refused(60007, "get_group_info", INFO);
    rig.clock.advance(400);
    for (let i = 0; i < 100; i += 1) await rig.ok("get_group_info", INFO);
    await rig.refused(60007, "get_group_info", INFO);
  });

  it("do not block calls until the earlier time, after the clock was moved back", async () => {
    await rig.ok("get_appid_group_list", {});
    await rig.refused(60007, "get_appid_group_list", {});
    rig.emulator.clock.advance(-3_600_000);
    await rig.ok("get_appid_group_list", {});
  });

  it("are counted per API", async () => {
    await rig.ok("get_appid_group_list", {});
    await rig.refused(60007, "get_appid_group_list", {});
    await rig.ok("get_group_info", INFO);
  });

  it("do not count unsigned calls, and do not process calls over the rate", async () => {
    const target = `/v4/group_open_http_svc/get_appid_group_list?${rig.query({ usersig: "" })}`;
    for (let i = 0; i < 3; i += 1) assert.match((await rig.send({ target, body: "{}" })).text, /"ErrorCode":70002/);
    await rig.ok("get_appid_group_list", {});
    await rig.refused(60007, "get_appid_group_list", {});
    assert.deepEqual(
      rig.emulator.journal.entries({ errorCode: 60007 }).map((entry) => [entry.api, entry.outcome, entry.effect]),
      [["get_appid_group_list", "refused", false]],
    );
  });
});

describe("the emulator with a call rate for the whole app", () => {
  const rig = new Rig({ maxCallsPerSecond: 3 });

  it("refuses more calls with 60011, whatever their API, and does not count refused ones", async () => {
    await rig.ok("get_appid_group_list", {});
    await rig.refused(60007, "get_appid_group_list", {});
    await rig.ok("get_group_info", INFO);
    await rig.ok("get_all_robots", {});
    await rig.refused(60011, "get_group_info", INFO);
    rig.clock.advance(1000);
    for (let i = 0; i < 3; i += 1) await rig.ok("get_group_info", INFO);
    await rig.refused(60011, "get_appid_group_list", {});
    rig.clock.advance(1000);
    await rig.ok("get_appid_group_list", {});
  });
});

describe("the emulator with rateLimit false", () => {
  const rig = new Rig({ rateLimit: false });

  it("allows any number of calls", async () => {
    for (let i = 0; i < 3; i += 1) await rig.ok("get_appid_group_list", {});
    await rig.create("Public", { GroupId: "g" });
    for (let i = 0; i < 7; i += 1)
      await rig.ok("set_group_attr", { GroupId: "g", GroupAttr: [{ key: "k", value: String(i) }] });
  });
});
