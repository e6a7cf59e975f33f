import assert from "node:assert/strict";
import { useBench } from "./support/client";
import { answering, callsOf, users } from "./support/script";
import { ok } from "./support/server";

const IM = "Tag_Profile_IM_";

describe("profiles", () => {
  const bench = useBench();

  it("are read with fields under their own names, with the failed ones listed", async () => {
    const { client, server } = await bench.start([
      {
        ...ok,
        UserProfileItem: [
          {
            To_Account: "alice",
            ResultCode: 0,
            ProfileItem: [
              { Tag: `${IM}Nick`, Value: "Alice" },
              { Tag: `${IM}Image`, Value: "https://x.example/a.png" },
              { Tag: `${IM}Gender`, Value: "Gender_Type_Female" },
              { Tag: `${IM}BirthDay`, Value: 19991231 },
              { Tag: `${IM}AllowType`, Value: "AllowType_Type_DenyAny" },
              { Tag: `${IM}AdminForbidType`, Value: "AdminForbid_Type_None" },
              { Tag: `${IM}Level`, Value: 3 },
              { Tag: `${IM}ToCome`, Value: 3 },
              { Tag: "Tag_Profile_Custom_Team", Value: "sre" },
              { Tag: "Tag_Profile_Custom_Floor", Value: 2 },
            ],
          },
          { To_Account: "bob", ResultCode: 40003, ResultInfo: "no such user" },
        ],
      },
    ]);
    assert.deepEqual(await client.profiles.get(["alice", "bob"], ["nick", "faceUrl", "Tag_Profile_Custom_Team"]), {
      profiles: [
        {
          userId: "alice",
          nick: "Alice",
          faceUrl: "https://x.example/a.png",
          gender: "Female",
          birthday: 19991231,
          allowType: "DenyAny",
          adminForbidType: "None",
          level: 3,
          custom: { Team: "sre", Floor: 2 },
        },
      ],
      failed: [{ userId: "bob", code: 40003, info: "no such user" }],
    });
    assert.deepEqual(callsOf(server), [
      [
        "profile/portrait_get",
        { To_Account: ["alice", "bob"], TagList: [`${IM}Nick`, `${IM}Image`, "Tag_Profile_Custom_Team"] },
      ],
    ]);
  });

  it("are read 100 per call with all fields, except unknown values", async () => {
    const echo = answering<{ To_Account: string[] }>(({ To_Account }) => ({
      UserProfileItem: To_Account.map((userId) => ({
        To_Account: userId,
        ResultCode: 0,
        ProfileItem: [{ Tag: `${IM}Gender`, Value: "Gender_Type_Other" }],
      })),
    }));
    const { client, server } = await bench.start([echo]);
    const { profiles } = await client.profiles.get(users(101));
    assert.deepEqual([profiles.length, profiles[0]], [101, { userId: "u0", custom: {} }]);
    assert.equal(server.received.length, 2);
    assert.equal((callsOf(server)[0]?.[1] as { TagList?: string[] } | undefined)?.TagList?.length, 11);
  });

  it("are changed only in the given fields", async () => {
    const { client, server } = await bench.start([ok]);
    await client.profiles.set("alice", {
      nick: "",
      gender: "Male",
      level: 0,
      role: undefined,
      custom: { Team: "ops" },
    });
    await client.profiles.set("alice", {});
    assert.deepEqual(callsOf(server), [
      [
        "profile/portrait_set",
        {
          From_Account: "alice",
          ProfileItem: [
            { Tag: `${IM}Nick`, Value: "" },
            { Tag: `${IM}Gender`, Value: "Gender_Type_Male" },
            { Tag: `${IM}Level`, Value: 0 },
            { Tag: "Tag_Profile_Custom_Team", Value: "ops" },
          ],
        },
      ],
    ]);
  });
});
