import assert from "node:assert/strict";
import { CommandApp, ours, theirs } from "./app";

const expired = 1_700_000_000;
const later = 4_000_000_000;

describe("tencent-chat list", () => {
  let bench: CommandApp;

  before(async () => {
    bench = await CommandApp.start();
    bench.app.importAccounts("alice");
    bench.create("lobby", {});
    bench.create("pr-1", { stack: "acme/chat/pr-1", expires: expired });
    bench.create("pr-2", { stack: "acme/chat/pr-2", expires: later, persist: true });
    bench.create("theirs", { identity: theirs });
    bench.create("copied", { key: "x".repeat(64) });
    bench.create("unmarked", undefined, { type: "AVChatRoom", name: "日本\u001b[31m", ownerAccount: "alice" });
  });
  after(() => bench.close());

  const cases: Readonly<Record<string, readonly string[]>> = {
    "": ["lobby", "pr-1", "pr-2", "theirs", "copied", "unmarked"],
    "--stack acme/chat/dev": ["lobby", "theirs", "copied"],
    "--stack acme/chat/pr-*": ["pr-1", "pr-2"],
    "--stack */chat/pr-1": ["pr-1"],
    "--stack acme/*": [],
    [`--identity ${ours}`]: ["lobby", "pr-1", "pr-2", "copied"],
    "--expired": ["pr-1"],
    "--unmanaged": ["unmarked"],
    "--type AVChatRoom": ["unmarked"],
    "--type Meeting": [],
    "--older-than 1h": [],
    "--older-than 0s --unmanaged": ["unmarked"],
  };
  for (const [options, expected] of Object.entries(cases)) {
    it(`with "${options}" prints ${expected.length === 0 ? "nothing" : expected.join(", ")}`, async () => {
      const words = options.split(" ").filter(Boolean);
      if (words.includes("acme/*")) return assert.equal((await bench.run(["list", ...words])).code, 2);
      const { code, lines } = await bench.json("list", ...words);
      assert.deepEqual([code, lines.map(({ groupId }) => groupId).sort()], [0, [...expected].sort()]);
    });
  }

  it("prints this JSON for each group", async () => {
    const { lines } = await bench.json("list");
    const byId = Object.fromEntries(lines.map((line) => [line.groupId, line]));
    const { created } = byId["pr-2"];
    assert.match(created, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(byId["pr-2"], {
      groupId: "pr-2",
      type: "Public",
      name: "Room",
      members: 0,
      created,
      owner: "marked",
      identity: ours,
      stack: "acme/chat/pr-2",
      resource: "pr-2",
      expires: new Date(later * 1000).toISOString(),
      persist: true,
    });
    assert.equal(byId["copied"].owner, "unverified");
    assert.deepEqual([byId["unmarked"].owner, byId["unmarked"].members], ["unmarked", undefined]);
  });

  it("separates columns by tabs in a pipe, and lets no name move the cursor", async () => {
    const { out, err, code } = await bench.run(["list"]);
    const [head, ...rows] = out.trimEnd().split("\n");
    assert.equal(head, "GROUP\tTYPE\tNAME\tMEMBERS\tCREATED\tEXPIRES\tSTACK AND RESOURCE");
    assert.deepEqual([code, err, rows.length], [0, "", 6]);
    assert.ok(!out.includes("\u001b"));
    assert.match(out, /^pr-1\t.*\(expired\)\tacme\/chat\/pr-1 pr-1$/m);
    assert.match(out, /^copied\t.*\tacme\/chat\/dev copied \(does not verify\)$/m);
  });

  it("goes on after a group that cannot be read, names it, and fails", async () => {
    const fault = { kind: "errorCode", code: 10002 } as const;
    const unlimited = { api: "get_group_attr", groupId: "lobby", times: Number.POSITIVE_INFINITY, fault };
    const handle = bench.emulator.faults.add(unlimited);
    const { code, out, err } = await bench.run(["list"], { TENCENT_CHAT_DEADLINE_SECONDS: "3" });
    handle.remove();
    assert.deepEqual([code, out.trimEnd().split("\n").length], [1, 6]);
    assert.match(err, /^lobby could not be read: get_group_attr: 10002/m);
  });

  it("names the app, the endpoint and where they come from, if the service refuses", async () => {
    const { code, out, err } = await bench.run(["list", "--json"], { TENCENT_CHAT_SECRET_KEY: "wrong".repeat(12) });
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /app 1400000000 \(TENCENT_CHAT_SDK_APP_ID\), endpoint http:\S+ \(TENCENT_CHAT_ENDPOINT\)/);
    assert.doesNotMatch(err, /wrongwrong/);
  });
});
