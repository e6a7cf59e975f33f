import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { GroupHost, ownedBy } from "./support/groups";

const command = path.resolve(__dirname, "../../dist/cli/main.js");

interface Left {
  readonly groupId: string;
  readonly why: string;
}

describe("a sweep", () => {
  let bench: GroupHost;

  beforeEach(async () => {
    bench = await GroupHost.start();
  });
  afterEach(() => bench.stop());

  const sweep = (...args: string[]) =>
    new Promise<{ code: number; report: { swept: { groupId: string }[]; failed: Left[]; unreadable: Left[] } }>(
      (resolve) => {
        const env = { PATH: process.env["PATH"], ...bench.emulator.env(), TENCENT_CHAT_DEADLINE_SECONDS: "4" };
        const all = [command, "sweep", "--identity", ownedBy("mine").identity, "--json", ...args];
        execFile(process.execPath, all, { env }, (error, stdout) =>
          resolve({ code: Number(error?.code ?? 0), report: JSON.parse(stdout) }),
        );
      },
    );

  it("goes on where one group cannot be read, names that one, and fails", async () => {
    await bench.make({ groupId: "mine", type: "Public", name: "Mine" });
    bench.emulator.app().create({ groupId: "unreadable", type: "Public", name: "Theirs" });
    bench.emulator.faults.add({
      api: "get_group_attr",
      groupId: "unreadable",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 10002 },
    });
    const { code, report } = await sweep("--yes");
    assert.equal(code, 1);
    assert.deepEqual(
      report.swept.map(({ groupId }) => groupId),
      ["mine"],
    );
    assert.deepEqual(
      report.unreadable.map(({ groupId }) => groupId),
      ["unreadable"],
    );
    assert.match(String(report.unreadable[0]?.why), /get_group_attr: 10002/);
    assert.ok(bench.emulator.app().group("unreadable"));
  });

  it("takes a group for disbanded whose disband was carried out without an answer", async () => {
    await bench.make({ groupId: "mine", type: "Public", name: "Mine" });
    bench.emulator.faults.add({ api: "destroy_group", fault: { kind: "reset", when: "after" } });
    const { code, report } = await sweep("--yes");
    assert.deepEqual([code, report.swept.length, report.failed.length], [0, 1, 0]);
  });
});
