import assert from "node:assert/strict";
import ts from "typescript";
import { CommandApp, ours, stack, theirs } from "./app";

/** Runs a program with classes that record their arguments. */
function declarationsIn(program: string): Record<string, object> {
  const { outputText, diagnostics } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, strict: true },
  });
  assert.deepEqual(diagnostics, []);
  const declared: Record<string, object> = {};
  const record = (kind: string) =>
    class {
      constructor(name: string, args: { group?: unknown }, options: object) {
        declared[`${kind} ${name}`] = { ...args, ...(args.group !== undefined && { group: "a group" }), options };
      }
    };
  const classes = Object.fromEntries(
    ["Group", "GroupMembers", "GroupAttributes", "Topic"].map((kind) => [kind, record(kind)]),
  );
  new Function("exports", "require", outputText)({}, () => classes);
  return declared;
}

const options = { protect: true };

describe("tencent-chat adopt", () => {
  let bench: CommandApp;

  before(async () => {
    bench = await CommandApp.start({
      apps: [{ sdkAppId: 1400000000, secretKey: "k".repeat(64), admins: ["administrator"], customFieldKeys: ["team"] }],
    });
  });
  beforeEach(() => {
    bench.emulator.reset();
    bench.app.importAccounts("alice", "bob", "__proto__");
    bench.create("theirs", { identity: theirs, name: "room" });
  });
  afterEach(() => {
    assert.ok(bench.app.attributes("theirs")["pulumi"]?.includes(theirs), "the foreign mark stays");
  });
  after(() => bench.close());

  it("prints the declaration of a group with its members and attributes, and writes nothing", async () => {
    bench.create("ops-room", undefined, { ownerAccount: "alice", name: 'The "Ops"\\', customFields: { team: "sre" } });
    bench.app.join("ops-room", "bob");
    bench.app.setAttributes("ops-room", { theme: "dark" });
    const before = bench.app.group("ops-room");
    bench.emulator.journal.clear();
    const { code, out, err } = await bench.run(["adopt", "ops-room"]);
    assert.deepEqual([code, err], [0, ""]);
    const { maxMemberCount, applyJoinOption, inviteJoinOption, ...group } = declarationsIn(out)[
      "Group ops-room"
    ] as Record<string, unknown>;
    assert.deepEqual(group, {
      groupId: "ops-room",
      type: "Public",
      name: 'The "Ops"\\',
      ownerAccount: "alice",
      customFields: { team: "sre" },
      adopt: "always",
      options,
    });
    assert.deepEqual(declarationsIn(out)["GroupMembers ops-room"], {
      group: "a group",
      members: { bob: {} },
      adopt: "always",
      options,
    });
    assert.deepEqual(declarationsIn(out)["GroupAttributes ops-room"], {
      ...{ group: "a group", attributes: { theme: "dark" }, exclusive: false, adopt: "always", options },
    });
    assert.match(out, /^const opsRoom = new Group\(/m);
    assert.match(out, /^\/\/ Removes members who join later/m);
    assert.deepEqual(bench.app.group("ops-room"), before);
    const writes = bench.emulator.journal.entries().filter(({ api }) => /modify|set|add|create|delete/.test(api));
    assert.deepEqual(writes, []);
  });

  for (const type of ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"] as const) {
    it(`declares nothing that a group of type ${type} does not support`, async () => {
      const groupId = type === "Community" ? "@TGS#_room" : "room";
      bench.create(groupId, undefined, { type, ...(type === "Community" && { supportTopic: 1 }) });
      const { code, lines } = await bench.json("adopt", groupId);
      const declared = declarationsIn(lines[0].program)[`Group ${groupId}`] as Record<string, unknown>;
      assert.deepEqual([code, declared["type"]], [0, type]);
      if (type === "AVChatRoom")
        assert.deepEqual(Object.keys(declared), ["groupId", "type", "name", "adopt", "options"]);
      assert.equal(declared["supportTopic"], type === "Community" ? true : undefined);
    });
  }

  it("declares two hundred groups at once, with names that are TypeScript", async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `ops-${index}`);
    const odd = ["ops-class", "ops 1", "ops_1", "ops-1"];
    for (const groupId of new Set([...ids, ...odd])) bench.create(groupId);
    bench.create("ops-foreign", { identity: theirs });
    bench.create("sales-1");
    const { code, lines } = await bench.json("adopt", "--filter", "ops*", "--no-members");
    const declared = Object.keys(declarationsIn(lines[0].program));
    assert.equal(code, 3, "one was skipped");
    assert.deepEqual(declared.sort(), [...new Set([...ids, ...odd])].map((groupId) => `Group ${groupId}`).sort());
    assert.deepEqual(lines[0].adopted.length, declared.length);
    assert.match(
      lines[0].skipped[0].why,
      /^it belongs to resource ops-foreign of stack acme\/chat\/dev, identity 1111/,
    );
  });

  it("declares a constant for an id that is no identifier", async () => {
    for (const groupId of ["class", "1st", "--", "await"]) bench.create(groupId);
    const { lines } = await bench.json("adopt", "class", "1st", "await", "--", "--");
    assert.deepEqual(Object.keys(declarationsIn(lines[0]?.program ?? "")), [
      "Group class",
      "Group 1st",
      "Group await",
      "Group --",
    ]);
  });

  it("skips groups that have an owner or do not exist, and says why", async () => {
    bench.create("copied", { key: "x".repeat(64) });
    const { code, out, err } = await bench.run(["adopt", "theirs", "copied", "nothing"]);
    assert.deepEqual([code, out], [3, ""]);
    assert.match(
      err,
      new RegExp(`^Skipped theirs: it belongs to resource room of stack acme/chat/dev, identity ${theirs}$`, "m"),
    );
    assert.match(err, new RegExp(`^Skipped copied: .*identity ${ours}, by a mark that does not verify`, "m"));
    assert.match(err, /^Skipped nothing: it does not exist$/m);
  });

  it("writes owner marks if asked, never over another one", async () => {
    bench.create("ops-room");
    const { code, lines } = await bench.json("adopt", "ops-room", "theirs", "--mark", stack, "--identity", ours);
    assert.deepEqual([code, lines[0].adopted], [3, ["ops-room"]]);
    const group = declarationsIn(lines[0].program)["Group ops-room"] as Record<string, unknown>;
    assert.equal(group["adopt"], undefined, "the mark is the proof");
    const { lines: shown } = await bench.json("show", "ops-room");
    assert.deepEqual([shown[0].owner, shown[0].identity, shown[0].resource], ["marked", ours, "ops-room"]);
  });

  it("refuses to guess", async () => {
    for (const args of [
      [],
      ["ops", "--mark", stack],
      ["ops", "--identity", ours],
      ["ops", "--mark", "acme/chat/*", "--identity", ours],
    ])
      assert.equal((await bench.run(["adopt", ...args])).code, 2);
  });
});
