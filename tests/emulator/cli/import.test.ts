import assert from "node:assert/strict";
import { CommandApp, ours, theirs } from "./app";

describe("tencent-chat import", () => {
  let bench: CommandApp;

  before(async () => {
    bench = await CommandApp.start();
  });
  beforeEach(() => {
    bench.emulator.reset();
    bench.app.importAccounts("alice", "bob");
    bench.create("theirs", { identity: theirs, name: "room" });
  });
  afterEach(() => {
    assert.ok(bench.app.attributes("theirs")["pulumi"]?.includes(theirs), "the foreign mark stays");
  });
  after(() => bench.close());

  it("prints a command for a group and each of its child resources, and writes nothing", async () => {
    bench.create("ops-room", undefined, { ownerAccount: "alice" });
    bench.app.join("ops-room", "bob");
    bench.app.setAttributes("ops-room", { theme: "dark" });
    bench.emulator.journal.clear();
    const { code, out, err } = await bench.run(["import", "ops-room"]);
    assert.deepEqual([code, err], [0, ""]);
    assert.deepEqual(out.split("\n"), [
      "pulumi import tencent-chat:index:Group ops-room ops-room",
      "pulumi import tencent-chat:index:GroupMembers ops-room-members ops-room",
      "pulumi import tencent-chat:index:GroupAttributes ops-room-attributes ops-room",
      "",
    ]);
    assert.deepEqual(bench.emulator.journal.entries({ effect: true }), []);
  });

  it("prints the file for all matching groups as JSON, without members", async () => {
    for (const id of ["ops-1", "ops-2", "sales"]) bench.create(id, undefined, { ownerAccount: "alice" });
    bench.app.join("ops-1", "bob");
    const { code, out } = await bench.run(["import", "--filter", "ops-*", "--no-members", "--json"]);
    assert.equal(code, 0);
    const resources = ["ops-1", "ops-2"].map((id) => ({ type: "tencent-chat:index:Group", name: id, id }));
    assert.deepEqual(JSON.parse(out), { resources });
  });

  it("quotes what a shell would change", async () => {
    bench.create("it's $HOME", undefined);
    const { out } = await bench.run(["import", "it's $HOME"]);
    assert.equal(out, `pulumi import tencent-chat:index:Group 'it'\\''s $HOME' 'it'\\''s $HOME'\n`);
  });

  it("skips groups of other owners, and those of its own program unless it names the identity", async () => {
    bench.create("mine", { identity: ours, name: "mine" });
    const skipped = await bench.run(["import", "mine", "theirs", "none"]);
    assert.deepEqual([skipped.code, skipped.out], [3, ""]);
    assert.match(
      skipped.err,
      /^Skipped mine: it belongs to resource mine .*\nSkipped theirs: it belongs to .*\nSkipped none: it does not exist\n$/,
    );
    const found = await bench.run(["import", "mine", "theirs", "--identity", ours]);
    assert.deepEqual([found.code, found.out], [3, "pulumi import tencent-chat:index:Group mine mine\n"]);
  });

  it("refuses to select nothing", async () => {
    const { code, err } = await bench.run(["import"]);
    assert.deepEqual([code, err.includes("name groups, or give --filter")], [2, true]);
  });
});
