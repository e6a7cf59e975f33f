import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { ok } from "./support/server";

const item = (GroupId: string, more: object = {}): object => ({
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
const notFoundItem = (GroupId: string): object => ({
  GroupId,
  ErrorCode: 10010,
  ErrorInfo: "this group does not exist",
});

const contradictions = [
  ["FAIL", 0],
  ["fail", 0],
  ["OK", 10010],
  ["ok", 10010],
  ["OK", 60007],
  ["OK", 70001],
] as const;

describe("an answer whose ActionStatus and ErrorCode contradict each other", () => {
  const bench = useBench();
  const start = (answer: object) => bench.start([answer], { clock: new LeapingClock(), callsPerSecond: 10_000 });

  for (const [ActionStatus, ErrorCode] of contradictions) {
    const answer = { ActionStatus, ErrorCode, ErrorInfo: "words" };

    it(`makes the outcome of a write indeterminate: ${ActionStatus} with ${ErrorCode}`, async () => {
      for (const write of ["destroy_group", "modify_group_base_info", "a_command_that_nobody_knows"]) {
        const { client } = await start(answer);
        const error = await chatErrorOf(client.call(`group_open_http_svc/${write}`, {}));
        assert.equal(error.name, "TransportError");
        assert.deepEqual([error.errorClass, error.isIndeterminate, error.code], ["unknownOutcome", true, undefined]);
        assert.match(error.info, /contradicts itself: ActionStatus (OK|FAIL) with ErrorCode \d+ "words"/);
      }
    });

    it(`is an invalid answer to a read: ${ActionStatus} with ${ErrorCode}`, async () => {
      const { client } = await start({ ...answer, GroupAttrAry: [] });
      const error = await chatErrorOf(client.attributes.get("g"));
      assert.deepEqual([error.errorClass, error.isIndeterminate], ["transient", false]);
    });
  }

  it("stops an unsafe write and retries a safe one", async () => {
    const answer = { ActionStatus: "FAIL", ErrorCode: 0, ErrorInfo: "" };
    const { client, server } = await bench.start([answer, answer, ok], { clock: new LeapingClock() });
    await chatErrorOf(client.groups.destroy("g"));
    assert.equal(server.received.length, 1);
    await client.groups.modify("g", { name: "x" });
    assert.equal(server.received.length, 3);
  });

  it("is invalid with an undocumented ActionStatus, for any code", async () => {
    for (const ActionStatus of ["", "DONE", null, 7, ["OK"]])
      for (const ErrorCode of [0, 10010]) {
        const { client } = await start({ ActionStatus, ErrorCode, ErrorInfo: "" });
        const error = await chatErrorOf(client.groups.destroy("g"));
        assert.equal(error.isIndeterminate, true);
        assert.match(error.info, /neither OK nor FAIL/);
      }
  });

  it("does not exist in another case or without an ActionStatus", async () => {
    const { client } = await bench.start([
      { ActionStatus: "ok", ErrorCode: 0 },
      { ErrorCode: 0 },
      { ActionStatus: "fail", ErrorCode: 10010 },
      { ErrorCode: 10010 },
    ]);
    await client.groups.destroy("g");
    await client.groups.destroy("g");
    for (let i = 0; i < 2; i += 1) assert.equal((await chatErrorOf(client.groups.destroy("g"))).errorClass, "notFound");
  });
});

describe("get_group_info, whose top-level ErrorCode is meaningless if its groups have their own", () => {
  const bench = useBench();
  const start = (answer: object) => bench.start([answer], { clock: new LeapingClock(), callsPerSecond: 10_000 });

  for (const ErrorCode of [0, 10010, 10002]) {
    it(`finds and misses groups by their own codes in an answer that is OK with ${ErrorCode}`, async () => {
      const { client, server } = await start({
        ...ok,
        ErrorCode,
        GroupInfo: [item("here"), notFoundItem("gone"), { ...notFoundItem("closed"), ErrorCode: 10007 }],
      });
      const [here, none, closed] = await Promise.all([
        client.groups.getInfo("here"),
        client.groups.getInfo("gone"),
        chatErrorOf(client.groups.getInfo("closed")),
      ]);
      assert.deepEqual([here?.groupId, none, closed.code], ["here", undefined, 10007]);
      assert.equal(server.received.length, 2);
      assert.equal((await client.groups.getInfo("here"))?.groupId, "here");
      assert.equal(await client.groups.getInfo("gone"), undefined);
    });
  }

  it("reports a missing group after a failed answer, with and without an item for it", async () => {
    for (const more of [{}, { GroupInfo: [] }, { GroupInfo: [notFoundItem("g")] }]) {
      const { client } = await start({ ActionStatus: "FAIL", ErrorCode: 10010, ErrorInfo: "", ...more });
      assert.equal(await client.groups.getInfo("g"), undefined);
    }
  });

  it("does not report a group as missing that a failed answer contains", async () => {
    for (const status of [{ ActionStatus: "FAIL" }, {}]) {
      const { client } = await start({ ...status, ErrorCode: 10010, ErrorInfo: "", GroupInfo: [item("g")] });
      assert.match((await chatErrorOf(client.groups.getInfo("g"))).info, /although the whole answer is a failure/);
    }
  });

  it("is invalid if it contradicts itself and has no group", async () => {
    const answers = [
      { ActionStatus: "OK", ErrorCode: 10010 },
      { ActionStatus: "OK", ErrorCode: 10010, GroupInfo: [] },
      { ActionStatus: "FAIL", ErrorCode: 0 },
      { ActionStatus: "FAIL", ErrorCode: 0, GroupInfo: [notFoundItem("g")] },
      { ActionStatus: "FAIL", ErrorCode: 0, GroupInfo: [item("g")] },
    ];
    for (const answer of answers) {
      const { client } = await start(answer);
      assert.match((await chatErrorOf(client.groups.getInfo("g"))).info, /contradicts itself/);
    }
  });

  it("fails one invalid group without the others", async () => {
    const { client } = await start({
      ...ok,
      GroupInfo: [item("a"), item("b", { Owner_Account: undefined }), item("c"), item("d"), item("d"), null],
    });
    const found = await Promise.allSettled(["a", "b", "c", "d"].map((id) => client.groups.getInfo(id)));
    assert.deepEqual(
      found.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled", "rejected"],
    );
  });
});
