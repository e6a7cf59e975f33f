import assert from "node:assert/strict";
import { Rig } from "../support/rig";

describe("send_group_system_notification", () => {
  const rig = new Rig();
  beforeEach(async () => {
    await rig.create("Public", { GroupId: "g" });
  });

  it("stores the notice for tests", async () => {
    await rig.ok("send_group_system_notification", { GroupId: "g", Content: "closing soon" });
    await rig.ok("send_group_system_notification", { GroupId: "g", Content: "you too", ToMembers_Account: ["alice"] });
    assert.deepEqual(rig.emulator.app().notices("g"), [
      { content: "closing soon", to: [] },
      { content: "you too", to: ["alice"] },
    ]);
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["no Content", 10004, {}],
    ["an empty Content", 10004, { Content: "" }],
    ["a Content over 8 KB", 80002, { Content: "ü".repeat(4097) }],
    ["501 receivers", 10004, { Content: "a", ToMembers_Account: Array.from({ length: 501 }, (_, i) => `m${i}`) }],
    ["a receiver that is a number", 60015, { Content: "a", ToMembers_Account: [1] }],
    ["a topic", 10004, { Content: "a", TopicId: "t" }],
    ["a group that does not exist", 10010, { GroupId: "gone", Content: "a" }],
    ["an invalid GroupId", 10015, { GroupId: "", Content: "a" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "send_group_system_notification", { GroupId: "g", ...body });
    });

  it("goes to all members of an AVChatRoom, but not to selected ones", async () => {
    const id = await rig.create("AVChatRoom");
    await rig.ok("send_group_system_notification", { GroupId: id, Content: "a" });
    await rig.refused(10004, "send_group_system_notification", {
      GroupId: id,
      Content: "a",
      ToMembers_Account: ["alice"],
    });
  });
});
