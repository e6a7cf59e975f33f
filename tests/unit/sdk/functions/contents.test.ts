import assert from "node:assert/strict";
import * as sdk from "../../../../sdk";
import { refusalOf, useProgram } from "./support/program";

describe("functions that read the contents of a group", () => {
  const program = useProgram();

  it("getGroupAttributes returns everything except the owner mark", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    program.app.setAttributes("ops", { pulumi: '{"v":1}', theme: "dark", __proto__x: "1" });
    assert.deepEqual(await sdk.getGroupAttributes({ groupId: "ops" }), { theme: "dark", __proto__x: "1" });
    const message = await refusalOf(sdk.getGroupAttributes({ groupId: "nowhere" }));
    assert.match(message, /^Could not read the attributes of the group nowhere: get_group_attr: 10010 /);
  });

  it("getGroupCounters preserves 64-bit values", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    program.app.setCounters("ops", { most: 2n ** 63n - 1n, least: -(2n ** 63n), few: 3n });
    assert.deepEqual(await sdk.getGroupCounters({ groupId: "ops" }), {
      most: "9223372036854775807",
      least: "-9223372036854775808",
      few: "3",
    });
    assert.deepEqual(await sdk.getGroupCounters({ groupId: "ops", keys: ["few", "none"] }), { few: "3" });
  });

  it("getTopics returns all topics, or the existing ones of those requested", async () => {
    program.app.create({ groupId: "@TGS#_town", type: "Community", name: "Town", supportTopic: 1 });
    const ids = ["news", "sports"].map((name) => `@TGS#_town@TOPIC#_${name}`);
    for (const id of ids) program.app.addTopic("@TGS#_town", id, { name: id.slice(-6) });
    const idsOf = (topics: readonly sdk.TopicInfo[]) => topics.map(({ topicId }) => topicId);
    assert.deepEqual(idsOf(await sdk.getTopics({ groupId: "@TGS#_town" })), ids);
    const [news = ""] = ids;
    const some = await sdk.getTopics({ groupId: "@TGS#_town", topicIds: [news, "@TGS#_town@TOPIC#_none"] });
    assert.deepEqual(idsOf(some), [news]);
  });
});
