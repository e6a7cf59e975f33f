import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { answering, callsOf } from "./support/script";
import { fail, ok, reset } from "./support/server";

const SERVICE = "million_group_open_http_svc";
const GROUP = "@TGS#_c";
const found = (TopicId: string, more: object = {}) => ({
  ErrorCode: 0,
  TopicInfo: { TopicId, GroupID: GROUP, TopicName: "T", CreateTime: 1, MuteAllMember: "Off", ...more },
});

describe("topics", () => {
  const bench = useBench();

  it("are created with the wire names, and never created again after a lost answer", async () => {
    const { client, server } = await bench.start([{ ...ok, TopicId: "t" }, reset]);
    const made = await client.topics.create({
      groupId: GROUP,
      name: "T",
      topicId: "t",
      customString: "c",
      faceUrl: "f",
    });
    assert.deepEqual(made, { topicId: "t" });
    assert.deepEqual(callsOf(server)[0], [
      `${SERVICE}/create_topic`,
      { GroupId: GROUP, TopicId: "t", TopicName: "T", FaceUrl: "f", CustomString: "c" },
    ]);
    const error = await chatErrorOf(client.topics.create({ groupId: GROUP, name: "T" }));
    assert.deepEqual([error.isIndeterminate, server.received.length], [true, 2]);
  });

  it("are destroyed 50 per call, with an outcome for each", async () => {
    const destroyed = answering<{ TopicIdList: string[] }>(({ TopicIdList }) => ({
      DestroyResultItem: TopicIdList.map((TopicId, index) => ({
        TopicId,
        ErrorCode: [0, 110003, 110002][index] ?? 0,
        ErrorInfo: "words",
      })),
    }));
    const { client, server } = await bench.start([destroyed]);
    const ids = Array.from({ length: 51 }, (_, index) => `t${index}`);
    const outcomes = await client.topics.destroy(GROUP, ids);
    assert.deepEqual(outcomes.slice(0, 3), [
      { topicId: "t0", outcome: "destroyed" },
      { topicId: "t1", outcome: "alreadyGone" },
      { topicId: "t2", outcome: "failed", code: 110002, info: "words" },
    ]);
    assert.deepEqual([outcomes.length, server.received.length], [51, 2]);
  });

  it("are found on behalf of the admin; deleted ones are omitted", async () => {
    const { client, server } = await bench.start(
      [
        {
          ...ok,
          TopicAndSelfInfo: [
            found("a", { CustomString: "c", MuteAllMember: "On", CreateTime: 1, LastMsgTime: 2, NextMsgSeq: 3 }),
            { ErrorCode: 110003, ErrorInfo: "deleted" },
          ],
        },
        { ...ok, TopicAndSelfInfo: [found("b", { MuteAllMember: undefined, ShutUpAllFlag: "On" })] },
      ],
      { adminUserId: "boss" },
    );
    assert.deepEqual(await client.topics.get(GROUP, ["a", "gone"]), [
      {
        topicId: "a",
        groupId: GROUP,
        name: "T",
        introduction: "",
        notification: "",
        faceUrl: "",
        customString: "c",
        muteAllMembers: true,
        createTime: 1,
        lastMessageTime: 2,
        nextMessageNumber: 3,
      },
    ]);
    assert.equal((await client.topics.list(GROUP))[0]?.muteAllMembers, true);
    assert.deepEqual(callsOf(server), [
      [`${SERVICE}/get_topic`, { GroupId: GROUP, From_Account: "boss", TopicIdList: ["a", "gone"] }],
      [`${SERVICE}/get_topic`, { GroupId: GROUP, From_Account: "boss" }],
    ]);
  });

  it("are found by id in any order; deleted ones are identified by id or by number", async () => {
    const deletedItem = { ErrorCode: 110003, ErrorInfo: "deleted" };
    const named = { ...deletedItem, TopicInfo: { TopicId: "d", GroupID: GROUP } };
    const { client } = await bench.start([{ ...ok, TopicAndSelfInfo: [named, found("c"), deletedItem, found("a")] }]);
    const topics = await client.topics.get(GROUP, ["a", "b", "c", "d", "a"]);
    assert.deepEqual(
      topics.map(({ topicId }) => topicId),
      ["a", "c"],
    );
  });

  it("that the answer omits are not deleted: it is invalid, as with another topic or an extra deleted one", async () => {
    const deletedItem = { ErrorCode: 110003, ErrorInfo: "deleted" };
    const answers = [
      [],
      [found("other")],
      [found("a")],
      [found("a"), found("other")],
      [found("a"), found("b"), found("other")],
      [found("a"), deletedItem, deletedItem],
      [found("a"), found("b"), deletedItem],
      [found("a"), found("a"), found("b")],
      [found("a"), { ...deletedItem, TopicInfo: { TopicId: "other" } }],
      [found("a"), { ErrorCode: 0, ErrorInfo: "" }],
    ];
    for (const TopicAndSelfInfo of answers) {
      const { client } = await bench.start([{ ...ok, TopicAndSelfInfo }], { clock: new LeapingClock() });
      assert.match((await chatErrorOf(client.topics.get(GROUP, ["a", "b"]))).info, /wrong shape/);
    }
  });

  it("are not found if the service reports the only requested one as deleted", async () => {
    const { client } = await bench.start([fail(110003), { ...ok, TopicAndSelfInfo: [{ ErrorCode: 110003 }] }]);
    assert.deepEqual(await client.topics.get(GROUP, ["a"]), []);
    assert.deepEqual(await client.topics.get(GROUP, ["a"]), []);
  });

  it("that can't be read are an error and not omitted", async () => {
    const { client } = await bench.start([{ ...ok, TopicAndSelfInfo: [{ ErrorCode: 10007, ErrorInfo: "no" }] }]);
    assert.equal((await chatErrorOf(client.topics.get(GROUP, ["a"]))).errorClass, "permission");
  });

  it("are changed only in the given fields", async () => {
    const { client, server } = await bench.start([ok]);
    await client.topics.modify(GROUP, "t", { name: "N", muteAllMembers: false });
    await client.topics.modify(GROUP, "t", {});
    assert.deepEqual(callsOf(server), [
      [`${SERVICE}/modify_topic`, { GroupId: GROUP, TopicId: "t", TopicName: "N", MuteAllMember: "Off" }],
    ]);
  });

  it("are refused with the class plan if communities are not enabled", async () => {
    const { client } = await bench.start([fail(11000)]);
    assert.equal((await chatErrorOf(client.topics.list(GROUP))).errorClass, "plan");
  });
});
