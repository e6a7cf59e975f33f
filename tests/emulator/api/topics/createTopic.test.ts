import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const ID = "@TGS#_c";
const own = (part: string) => `${ID}@TOPIC#_${part}`;

for (const [command, takenCode] of [
  ["create_topic", 10025],
  ["import_topic", 10021],
] as const)
  describe(command, () => {
    const rig = new Rig();
    const app = () => rig.emulator.app();
    const create = async (more: Record<string, unknown> = {}) =>
      String((await rig.ok(command, { GroupId: ID, TopicName: "news", ...more })).TopicId);
    beforeEach(async () => {
      await rig.create("Community", { GroupId: ID, SupportTopic: 1 });
    });

    it("creates a topic with an id chosen by the caller and all fields", async () => {
      const answer = await rig.ok(command, {
        GroupId: ID,
        TopicId: own("news"),
        TopicName: "ü".repeat(15),
        From_Account: "administrator",
        Introduction: "i".repeat(240),
        Notification: "n".repeat(300),
        FaceUrl: "f".repeat(100),
        CustomString: "c".repeat(3000),
      });
      assert.deepEqual(answer, { ActionStatus: "OK", ErrorInfo: "ok", ErrorCode: 0, TopicId: own("news") });
      assert.deepEqual(app().topics(ID), [
        {
          topicId: own("news"),
          createTime: Math.floor(rig.clock.now() / 1000),
          name: "ü".repeat(15),
          introduction: "i".repeat(240),
          notification: "n".repeat(300),
          faceUrl: "f".repeat(100),
          customString: "c".repeat(3000),
          muteAllMember: "Off",
        },
      ]);
    });

    it("generates a unique id if the caller chooses none", async () => {
      const ids = [await create(), await create()];
      for (const id of ids) assert.match(id, /^@TGS#_c@TOPIC#_@TOPIC#c[A-Z2-7]+$/);
      assert.notEqual(ids[0], ids[1]);
    });

    it(`answers ${takenCode} to an id in use, and accepts it again after the topic is deleted`, async () => {
      await create({ TopicId: own("a") });
      const body = { GroupId: ID, TopicName: "b", TopicId: own("a") };
      await rig.refused(takenCode, command, body);
      app().removeTopic(ID, own("a"));
      await rig.ok(command, body);
      assert.equal(app().topic(ID, own("a"))?.name, "b");
    });

    it("answers 10037 to the topic after the 200th", async () => {
      for (let i = 0; i < 200; i += 1) app().addTopic(ID, own(String(i)));
      await rig.refused(10037, command, { GroupId: ID, TopicName: "news" });
    });

    it("accepts an id of 96 bytes", async () => {
      assert.equal((await create({ TopicId: own("").padEnd(96, "x") })).length, 96);
    });

    const bad: readonly [string, number, Record<string, unknown>][] = [
      ["an id of 97 bytes", 10004, { TopicId: own("").padEnd(97, "x") }],
      ["an id without the group's id as prefix", 10004, { TopicId: "news" }],
      ["an id of another group", 10004, { TopicId: "@TGS#_d@TOPIC#_a" }],
      ["an id that is only the prefix", 10004, { TopicId: own("") }],
      ["an id that is not ASCII", 10004, { TopicId: own("ü") }],
      ["an id like a generated one", 10004, { TopicId: own("@TOPIC#a") }],
      ["an id that contains a generated one", 10004, { TopicId: own("a@TOPIC#_@TOPIC#b") }],
      ["an id that contains a community's prefix", 10004, { TopicId: own("a@TGS#_b") }],
      ["an empty id", 10004, { TopicId: "" }],
      ["no name", 10004, { TopicName: undefined }],
      ["an empty name", 10004, { TopicName: "" }],
      ["a name of 31 bytes", 10004, { TopicName: `${"ü".repeat(15)}x` }],
      ["an Introduction of 241 bytes", 10004, { Introduction: "i".repeat(241) }],
      ["a Notification of 301 bytes", 10004, { Notification: "n".repeat(301) }],
      ["a FaceUrl of 101 bytes", 10004, { FaceUrl: "f".repeat(101) }],
      ["a CustomString of 3001 bytes", 10004, { CustomString: "c".repeat(3001) }],
      ["a From_Account that does not exist", 10004, { From_Account: "nobody" }],
      ["a From_Account that is a number", 60015, { From_Account: 1 }],
      ["MuteAllMember, a field of modify_topic", 10004, { MuteAllMember: "On" }],
      ["a group that does not exist", 10010, { GroupId: "gone" }],
      ["an invalid GroupId", 10015, { GroupId: "" }],
    ];
    for (const [input, code, body] of bad)
      it(`answers ${code} to ${input}, and creates no topic`, async () => {
        await rig.refused(code, command, { GroupId: ID, TopicName: "news", ...body });
      });

    it("answers 10007 for a community without topics and for every other type", async () => {
      const body = { TopicName: "news" };
      await rig.refused(10007, command, { ...body, GroupId: await rig.create("Community") });
      await rig.refused(10007, command, { ...body, GroupId: await rig.create("Community", { SupportTopic: 0 }) });
      for (const type of ["Private", "Public", "ChatRoom", "AVChatRoom"])
        await rig.refused(10007, command, { ...body, GroupId: await rig.create(type) });
    });

    it("creates topics that are deleted with their community", async () => {
      await create({ TopicId: own("a") });
      await rig.ok("destroy_group", { GroupId: ID });
      await rig.create("Community", { GroupId: ID, SupportTopic: 1 });
      assert.deepEqual(app().topics(ID), []);
    });
  });

describe("import_topic", () => {
  const rig = new Rig();

  it("accepts a CreateTime, unless it is in the future", async () => {
    await rig.create("Community", { GroupId: ID, SupportTopic: 1 });
    const now = Math.floor(rig.clock.now() / 1000);
    const topic = { GroupId: ID, TopicName: "news", Type: "Community" };
    await rig.ok("import_topic", { ...topic, CreateTime: now - 100 });
    assert.equal(rig.emulator.app().topics(ID)[0]?.createTime, now - 100);
    await rig.refused(10004, "import_topic", { ...topic, CreateTime: now + 1 });
    await rig.refused(10004, "import_topic", { ...topic, Type: "Public" });
    await rig.refused(10004, "create_topic", { GroupId: ID, TopicName: "news", CreateTime: now });
  });
});
