import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CommandApp, ours, stack, theirs } from "./app";

describe("tencent-chat orphans", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tencent-chat-orphans-"));
  const file = path.join(folder, "state.json");
  let bench: CommandApp;

  before(async () => {
    bench = await CommandApp.start();
  });
  beforeEach(() => {
    bench.emulator.reset();
    bench.create("theirs", { identity: theirs });
    bench.create("unmarked");
    bench.create("elsewhere", { stack: "acme/chat/prod" });
  });
  afterEach(() => {
    for (const groupId of ["theirs", "unmarked", "elsewhere"]) assert.ok(bench.app.group(groupId));
  });
  after(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  const groupIn = (id: string, more: object = {}) => ({
    urn: `urn:pulumi:dev::chat::pulumi-nodejs:dynamic/tencent-chat:Group::${id}`,
    type: "pulumi-nodejs:dynamic/tencent-chat:Group",
    id,
    outputs: {
      sdkAppId: 1400000000,
      groupId: id,
      createTime: bench.app.group(id)?.createTime ?? 1,
      __identity: ours,
      ...more,
    },
  });
  const provider = { urn: "urn:p", type: "pulumi:providers:pulumi-nodejs", id: ours };

  const orphans = async (...resources: readonly object[]) => {
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    const { code, lines, err } = await bench.json("orphans", "--stack", stack, "--state", file);
    return { code, err, report: lines[0] };
  };
  const ids = (groups: readonly { readonly groupId: string }[]) => groups.map(({ groupId }) => groupId);

  it("finds nothing if service and state agree", async () => {
    bench.create("lobby", {});
    const { code, report } = await orphans(provider, groupIn("lobby"));
    assert.deepEqual([code, ids(report.orphans), report.lost, ids(report.ofOthers)], [0, [], [], ["theirs"]]);
  });

  it("knows the groups of a fleet, also while they leave, and if their settings are encrypted", async () => {
    for (const id of ["a", "b", "leaving", "leaked"]) bench.create(id, {});
    const createTime = bench.app.group("a")?.createTime ?? 0;
    const fleet = (groups: unknown) => ({
      urn: "urn:pulumi:dev::chat::pulumi-nodejs:dynamic/tencent-chat:GroupFleet::rooms",
      type: "pulumi-nodejs:dynamic/tencent-chat:GroupFleet",
      id: "rooms",
      outputs: {
        sdkAppId: 1400000000,
        ids: { one: "a", two: "b", three: "gone" },
        __leavingIds: ["leaving"],
        __groups: groups,
        __identity: ours,
      },
    });
    const plain = JSON.stringify({
      shared: {},
      groups: [
        ["one", { createTime }],
        ["two", { createTime: 5 }],
        ["three", {}],
      ],
    });
    const found = await orphans(provider, fleet(plain));
    const lost = (report: { readonly lost: readonly { readonly id: string; readonly why: string }[] }) =>
      report.lost.map(({ id, why }) => `${id}: ${why}`).sort();
    assert.deepEqual(ids(found.report.orphans), ["leaked"]);
    assert.deepEqual(lost(found.report), ["b: another group has this id now", "gone: it does not exist"]);
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    const { report } = await orphans(provider, fleet(secret));
    assert.deepEqual([ids(report.orphans), lost(report)], [["leaked"], ["gone: it does not exist"]]);
  });

  it("finds the groups of the stack that the state does not know, apart from those of another program", async () => {
    bench.create("lobby", {});
    bench.create("leaked", {});
    bench.create("kept", { persist: true });
    bench.create("copied", { key: "x".repeat(64) });
    const { code, report } = await orphans(provider, groupIn("lobby"));
    assert.deepEqual(
      [code, ids(report.orphans).sort(), ids(report.ofOthers), ids(report.unproven)],
      [3, ["kept", "leaked"], ["theirs"], ["copied"]],
    );
  });

  it("finds what the state has and the service lost", async () => {
    bench.create("lobby", {});
    bench.create("taken", { identity: theirs });
    bench.create("again", {});
    bench.app.importAccounts("alice");
    const account = { ...groupIn("alice"), type: "pulumi-nodejs:dynamic/tencent-chat:Account" };
    const { code, report } = await orphans(
      ...[provider, groupIn("lobby"), groupIn("gone"), groupIn("taken"), groupIn("again", { createTime: 5 })],
      ...[
        account,
        { ...account, id: "nobody" },
        { ...account, type: account.type.replace("Account", "Chatbot"), id: "@RBT#x" },
      ],
    );
    assert.equal(code, 3);
    const why = Object.fromEntries(report.lost.map((lost: { id: string; why: string }) => [lost.id, lost.why]));
    assert.deepEqual(why, {
      gone: "it does not exist",
      taken: "it belongs to resource taken of stack acme/chat/dev now",
      again: "another group has this id now",
      nobody: "it does not exist",
      "@RBT#x": "it does not exist",
    });
  });

  it("does not look for resources in other apps, nor for groups that the program only reads", async () => {
    const { code, report } = await orphans(
      ...[provider, groupIn("gone", { sdkAppId: 1400000099 }), { ...groupIn("read"), external: true }],
    );
    assert.deepEqual([code, report.lost, report.inOtherApps], [0, [], 1]);
  });

  it("takes the groups of every identity for the stack's, if the state is empty", async () => {
    bench.create("lobby", {});
    const { code, report } = await orphans();
    assert.deepEqual([code, ids(report.orphans).sort()], [3, ["lobby", "theirs"]]);
  });

  it("says for people what to do", async () => {
    bench.create("leaked", {});
    writeFileSync(file, JSON.stringify({ deployment: { resources: [provider, groupIn("gone")] } }));
    const { out } = await bench.run(["orphans", "--stack", stack, "--state", file]);
    assert.match(out, /^In the service, and not in the state:\n {2}GROUP .*\n {2}leaked /m);
    assert.match(out, new RegExp(`tencent-chat sweep --identity ${ours}`));
    assert.match(out, /^In the state, and not in the service:\n.*\n {2}Group {2,}gone {2,}it does not exist/m);
    assert.match(out, /pulumi up --refresh/);
  });

  for (const [title, content, message] of [
    ["is missing", undefined, /The state cannot be read: ENOENT/],
    ["is no JSON", "{", /not the output of `pulumi stack export`/],
    ["is another JSON", "[]", /not the output of `pulumi stack export`/],
  ] as const) {
    it(`fails if the file of the state ${title}`, async () => {
      const other = path.join(folder, `${title}.json`);
      if (content !== undefined) writeFileSync(other, content);
      const { code, err } = await bench.run(["orphans", "--stack", stack, "--state", other]);
      assert.equal(code, 1);
      assert.match(err, message);
    });
  }

  it("says what to do without a Pulumi CLI", async () => {
    const { code, err } = await bench.run(["orphans", "--stack", stack], { PATH: folder });
    assert.equal(code, 1);
    assert.match(err, /there is no `pulumi` on the PATH[\s\S]*--state <file>/);
  });
});
