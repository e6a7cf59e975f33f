import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../../emulator";
import { markKey, writeMark } from "../../../provider/ownership/mark";
import { forEachConcurrently } from "../../../provider/reconcile/concurrency";
import { killTree } from "../support/processes";
import { createKit, type Kit } from "./kit";
import { jobOf, readWorkflow, runScripts, Script, type ScriptResult } from "./workflow";

const example = path.resolve(__dirname, "../../../examples/preview-environments");
const workflow = readWorkflow(path.join(example, ".github", "workflows", "preview-environments.yml"));

/** Determines which pull requests are killed, when, and the order in which they close. */
const seed = Number(process.env["KIT_SEED"] ?? 20261129);
const pullRequests = Array.from({ length: 20 }, (_, index) => index + 1);
const [order = []] = fc.sample(
  fc.shuffledSubarray(pullRequests, { minLength: pullRequests.length, maxLength: pullRequests.length }),
  { numRuns: 1, seed },
);
const killed = order.slice(0, 7);
/** A third of these were killed. */
const closed = order.slice(3, 15);
const [longLived = 0, stubborn = 0] = order.slice(15);
const roomsEach = 3;
/** A free app has at most 100 groups and 100 accounts. */
const quota = 100;
/** How many scripts run at a time: each has two or three processes. */
const width = 4;

describe(`examples/preview-environments, with ${pullRequests.length} pull requests (seed ${seed})`, function () {
  this.timeout(600_000);
  let emulator: Emulator;
  let kit: Kit;
  let foreign: readonly unknown[];
  const app = () => emulator.app();
  const groupsOf = (pullRequest: number) =>
    app()
      .groups()
      .filter(({ groupId }) => groupId.startsWith(`pr-${pullRequest}-`));
  const bots = () =>
    app()
      .accounts()
      .filter((userId) => /^pr-\d+-bot$/.test(userId));
  const foreignGroups = () =>
    app()
      .groups()
      .filter(({ groupId }) => !/^pr-\d+-/.test(groupId) || groupId === "pr-99-foreign")
      .map((group) => ({ ...group, attributes: app().attributes(group.groupId) }));
  const job = (name: string, pullRequest: number | "") => {
    const contexts = {
      "github.event.number": String(pullRequest),
      "vars.PULUMI_BACKEND_URL": kit.backend,
      "secrets.PULUMI_CONFIG_PASSPHRASE": "of this test alone",
      "secrets.TENCENT_CHAT_SECRET_KEY": emulator.env()["TENCENT_CHAT_SECRET_KEY"] ?? "",
    };
    const { scripts, env } = jobOf(workflow, name, contexts);
    return { scripts, env: { ...kit.env, ...env } };
  };
  const runJob = (name: string, pullRequest: number | "", env: NodeJS.ProcessEnv = {}) => {
    const { scripts, env: own } = job(name, pullRequest);
    return runScripts(scripts, kit.directory, { ...own, ...env });
  };
  /** The last script of a job. The others install and compile, which all jobs here share. */
  const start = (name: string, pullRequest: number, env: NodeJS.ProcessEnv = {}) => {
    const { scripts, env: own } = job(name, pullRequest);
    return new Script(scripts.at(-1) ?? "", kit.directory, { ...own, ...env });
  };
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  before(async () => {
    emulator = await startEmulator({ maxGroups: quota, maxAccounts: quota });
    kit = await createKit("preview-environments", emulator);
    createForeignGroups(emulator, quota - pullRequests.length * roomsEach);
    foreign = foreignGroups();
  });
  after(async () => {
    await kit?.dispose();
    await emulator?.close();
  });

  it("previews a pull request of a fork without a secret, and calls nothing", async () => {
    const { scripts, env } = jobOf(workflow, "preview", { "github.event.number": "500" });
    assert.deepEqual(
      Object.keys(env).filter((name) => /KEY|PASSPHRASE|BACKEND/.test(name)),
      [],
    );
    const { code, output } = await runScripts(scripts, kit.directory, { ...kit.env, ...env });
    assert.equal(code, 0, output);
    assert.match(output, /\+ 9 to create/);
    assert.deepEqual(emulator.journal.entries(), []);
  });

  it("deploys them all at once, of which a third is killed midway", async () => {
    const moments = fc.sample(fc.integer({ min: 1, max: roomsEach }), { numRuns: killed.length, seed });
    await forEachConcurrently(pullRequests, width, new AbortController().signal, async (pullRequest) => {
      const index = killed.indexOf(pullRequest);
      const moment = index < 0 ? undefined : created(emulator, pullRequest, moments[index] ?? 1);
      const script = start("deploy", pullRequest, pullRequest === longLived ? { PREVIEW_TTL: "30d" } : {});
      if (moment === undefined) return assertSuccess(await script.done);
      await moment;
      killTree(script.pid);
      assert.notEqual((await script.done).code, 0);
    });
    for (const pullRequest of pullRequests) {
      const { length } = groupsOf(pullRequest);
      assert.ok(killed.includes(pullRequest) ? length >= 1 : length === roomsEach, `pr-${pullRequest} has ${length}`);
    }
    assert.ok(app().groups().length <= quota);
  });

  it("destroys those that close, also after a kill, and no others", async () => {
    const others = pullRequests.filter((pullRequest) => !closed.includes(pullRequest));
    const before = new Map(others.map((pullRequest) => [pullRequest, groupsOf(pullRequest)]));
    await forEachConcurrently(closed, width, new AbortController().signal, async (pullRequest) => {
      assertSuccess(await start("destroy", pullRequest).done);
    });
    for (const pullRequest of closed) assert.deepEqual(groupsOf(pullRequest), [], `pr-${pullRequest}`);
    for (const pullRequest of others) assert.deepEqual(groupsOf(pullRequest), before.get(pullRequest));
    assert.deepEqual(foreignGroups(), foreign);
  });

  it("destroys at night what has expired, and continues after one that the service refuses", async () => {
    const groupId = groupsOf(stubborn)[0]?.groupId ?? "";
    const refusal = emulator.faults.add({
      api: "destroy_group",
      groupId,
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 10007 },
    });
    const night = await runJob("expired", "", { PREVIEW_NOW: inDays(3) });
    refusal.remove();
    assert.equal(night.code, 1, night.output);
    assert.match(night.output, new RegExp(`Not destroyed: pr-${stubborn}\\.`));
    assert.match(night.output, new RegExp(`pr-${longLived}: expires at`));
    const left = pullRequests.filter((pullRequest) => groupsOf(pullRequest).length > 0);
    assert.deepEqual(left.sort(), [longLived, stubborn].sort());
    assert.equal(groupsOf(longLived).length, roomsEach);
    assert.deepEqual(foreignGroups(), foreign);
  });

  it("destroys the rest the next night, and leaves the one whose time is not over", async () => {
    const night = await runJob("expired", "", { PREVIEW_NOW: inDays(4) });
    assert.equal(night.code, 0, night.output);
    const rest = app()
      .groups()
      .filter(({ groupId }) => /^pr-\d+-/.test(groupId) && groupId !== "pr-99-foreign");
    assert.deepEqual(rest, groupsOf(longLived));
    assert.equal(rest.length, roomsEach);
    assert.deepEqual(bots(), [`pr-${longLived}-bot`]);
    assert.deepEqual(foreignGroups(), foreign);
  });

  it("finds the last one again after its state is lost, when it closes", async () => {
    await rm(path.join(fileURLToPath(kit.backend), ".pulumi", "stacks"), { recursive: true });
    assertSuccess(await start("destroy", longLived).done);
    assert.deepEqual([groupsOf(longLived), bots()], [[], []]);
    assert.deepEqual(foreignGroups(), foreign);
  });
});

/** Resolves when a pull request has created this many groups. */
async function created({ journal }: Emulator, pullRequest: number, count: number): Promise<void> {
  const isOurs = ({ groupIds }: { readonly groupIds: readonly string[] }) =>
    groupIds.some((groupId) => groupId.startsWith(`pr-${pullRequest}-`));
  for (let seen = 0; seen < count; seen++) {
    await journal.next((entry) => entry.api === "create_group" && entry.effect && isOurs(entry));
  }
}

/** Groups that resemble what the clean-up looks for: an expired one of another program, and unmarked ones. */
function createForeignGroups(emulator: Emulator, count: number): void {
  const app = emulator.app();
  const { secretKey } = emulator.apps[0] ?? { secretKey: "" };
  app.importAccounts("alice");
  const { createTime } = app.create({ groupId: "pr-99-foreign", type: "Public", name: "Lobby", ownerAccount: "alice" });
  const owner = { identity: "another-team/pr-1", stack: "organization/preview-environments/pr-1", name: "lobby" };
  const binding = { sdkAppId: app.sdkAppId, groupId: "pr-99-foreign", secretKey, createTime };
  app.setAttributes("pr-99-foreign", { [markKey]: writeMark({ owner, expires: 1_600_000_000 }, binding) });
  for (let index = 1; index < count; index++) {
    app.create({ groupId: `lobby-${index}`, type: "Public", name: "Lobby", ownerAccount: "alice" });
  }
}

function assertSuccess({ code, output }: ScriptResult): void {
  assert.equal(code, 0, output);
}
