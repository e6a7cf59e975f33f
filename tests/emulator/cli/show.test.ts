import assert from "node:assert/strict";
import { CommandApp, ours, stack, theirs } from "./app";

describe("tencent-chat show", () => {
  let bench: CommandApp;

  before(async () => {
    bench = await CommandApp.start();
    bench.app.importAccounts("alice", "bob");
  });
  beforeEach(() => {
    bench.emulator.reset();
    bench.app.importAccounts("alice", "bob");
  });
  after(() => bench.close());

  it("says whose a group is, and why", async () => {
    bench.create("lobby", { name: "room" }, { ownerAccount: "alice", name: "Lobby" });
    bench.app.join("lobby", "bob");
    const { code, out } = await bench.run(["show", "lobby"]);
    assert.equal(code, 0);
    for (const line of [
      /^lobby: Public "Lobby"$/m,
      /^ {2}members {2}2, owner account alice$/m,
      /^ {2}owner {4}resource room of stack acme\/chat\/dev$/m,
      new RegExp(`^ {2}identity ${ours}$`, "m"),
      /^ {2}attribute pulumi: a valid mark, signed for this group/m,
      /^ {2}group id: says nothing about the owner$/m,
      /^ {2}bob Member$/m,
    ])
      assert.match(out, line);
  });

  for (const [title, prepare, expected] of [
    ["has no mark", () => bench.create("room"), ["unmarked", "absent"]],
    [
      "has a mark of another app's key",
      () => bench.create("room", { key: "x".repeat(64) }),
      ["unverified", "unverified"],
    ],
    [
      "has a value of a client there",
      () => {
        bench.create("room");
        bench.app.setAttributes("room", { pulumi: "hello" });
      },
      ["unmarked", "garbage"],
    ],
    [
      "has a mark of another version",
      () => {
        bench.create("room");
        bench.app.setAttributes("room", { pulumi: '{"v":9,"h":"x"}' });
      },
      ["otherVersion", "otherVersion"],
    ],
  ] as const) {
    it(`shows a group that ${title} as it is`, async () => {
      prepare();
      const { code, lines } = await bench.json("show", "room");
      assert.equal(code, 0);
      assert.deepEqual([lines[0].owner, lines[0].proofs[0].state], expected);
    });
  }

  it("prints this JSON", async () => {
    bench.create("lobby", { name: "room" }, { ownerAccount: "alice" });
    const { lines } = await bench.json("show", "lobby");
    assert.deepEqual(Object.keys(lines[0]), [
      ...["groupId", "type", "name", "members", "created", "owner", "identity", "stack", "resource"],
      ...["ownerAccount", "introduction", "notification", "faceUrl", "maxMemberCount", "muteAllMembers"],
      ...["applyJoinOption", "inviteJoinOption", "customFields", "proofs", "memberList", "attributes", "counters"],
    ]);
    assert.deepEqual(lines[0].proofs[0], {
      ...{ location: "attribute pulumi", state: "valid", identity: ours, stack, resource: "room" },
    });
  });

  it("fails for a group that does not exist", async () => {
    const { code, out, err } = await bench.run(["show", "nothing"]);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /There is no group nothing in the app 1400000000/);
  });

  it("sets and clears that sweeps leave the group alone, and nothing else of the mark", async () => {
    bench.create("lobby", { name: "room", expires: 1_700_000_000 });
    bench.create("other", { expires: 1_700_000_000 });
    bench.app.setAttributes("lobby", { ...bench.app.attributes("lobby"), theme: "dark" });
    const before = (await bench.json("show", "lobby")).lines[0];
    const kept = (await bench.json("show", "lobby", "--persist")).lines[0];
    assert.deepEqual(
      { ...kept, attributes: { ...kept.attributes, pulumi: before.attributes.pulumi } },
      { ...before, persist: true },
    );
    const swept = await bench.json("sweep", "--expired", "--yes");
    assert.deepEqual(
      [swept.lines[0].swept, swept.lines[0].persistent].map((list) =>
        list.map((group: { groupId: string }) => group.groupId),
      ),
      [["other"], ["lobby"]],
    );
    const cleared = (await bench.json("show", "lobby", "--no-persist")).lines[0];
    assert.deepEqual(cleared, before);
    await bench.json("sweep", "--expired", "--yes");
    assert.deepEqual(bench.app.groups(), []);
  });

  it("writes no mark for a group whose mark is not valid", async () => {
    bench.create("copied", { identity: theirs, key: "x".repeat(64) });
    const before = bench.app.attributes("copied");
    const { code, err } = await bench.run(["show", "copied", "--persist"]);
    assert.deepEqual([code, bench.app.attributes("copied")], [1, before]);
    assert.match(err, /has no valid owner mark, so that nothing was written/);
  });
});
