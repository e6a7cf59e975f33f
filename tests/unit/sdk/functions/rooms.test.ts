import assert from "node:assert/strict";
import * as sdk from "../../../../sdk";
import { refusalOf, useProgram } from "./support/program";

describe("functions that read live rooms", () => {
  const program = useProgram();

  it("getOnlineMemberCount and getOnlineMembers return the users online, more than one page holds", async () => {
    const viewers = Array.from({ length: 501 }, (_, index) => `viewer-${index}`);
    program.app.create({ groupId: "live", type: "AVChatRoom", name: "Live" });
    program.app.enter("live", ...viewers);
    assert.equal(await sdk.getOnlineMemberCount({ groupId: "live" }), 501);
    const members = await sdk.getOnlineMembers({ groupId: "live" });
    assert.deepEqual(new Set(members.map(({ userId }) => userId)), new Set(viewers));
  });

  it("say that another type is not supported", async () => {
    program.app.create({ groupId: "ops", type: "Public", name: "Ops" });
    const message = await refusalOf(sdk.getOnlineMemberCount({ groupId: "ops" }));
    assert.match(message, /^Could not read how many are online in the group ops: get_online_member_num: 10007 /);
  });
});
