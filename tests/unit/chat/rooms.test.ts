import assert from "node:assert/strict";
import { useBench } from "./support/client";
import { callsOf } from "./support/script";
import { ok, text } from "./support/server";

describe("live rooms", () => {
  const bench = useBench();

  it("return the number of online members", async () => {
    const { client, server } = await bench.start([{ ...ok, OnlineMemberNum: 7 }]);
    assert.equal(await client.rooms.onlineCount("room"), 7);
    assert.deepEqual(callsOf(server), [["group_open_http_svc/get_online_member_num", { GroupId: "room" }]]);
  });

  it("list online members page by page, without duplicates, with a 64-bit cursor", async () => {
    const { client, server } = await bench.start([
      text('{"ErrorCode":0,"MemberList":[{"Member_Account":"a"}],"NextTimestamp":18446744073709551615}'),
      {
        ...ok,
        MemberList: [{ Member_Account: "a" }, { Member_Account: "b", JoinTime: 5, NickName: "B", Avatar: "x" }],
        NextTimestamp: 0,
      },
    ]);
    assert.deepEqual(await client.rooms.onlineMembers("room"), [
      { userId: "a", joinTime: 0, nick: "", faceUrl: "" },
      { userId: "b", joinTime: 5, nick: "B", faceUrl: "x" },
    ]);
    assert.deepEqual(
      callsOf(server).map(([path]) => path),
      ["group_open_avchatroom_http_svc/get_members", "group_open_avchatroom_http_svc/get_members"],
    );
    assert.deepEqual(callsOf(server)[0]?.[1], { GroupId: "room", Timestamp: 0 });
  });
});
