import assert from "node:assert/strict";
import path from "node:path";
import { type AppHandle, DEFAULT_APP, type Emulator, startEmulator } from "../../../emulator";
import { type Bucket, startBucket } from "./bucket";
import { type Drifts, foreignBy, healable } from "./drifts";
import { createKit, type Kit } from "./kit";
import { jobOf, readWorkflow, runScripts, type ScriptResult } from "./workflow";

const example = path.resolve(__dirname, "../../../examples/gitops");
const workflow = readWorkflow(path.join(example, ".github", "workflows", "gitops.yml"));

describe("examples/gitops, with its state in a bucket", function () {
  this.timeout(600_000);
  let emulator: Emulator;
  let bucket: Bucket;
  let kit: Kit;
  let app: AppHandle;
  /** The ids of the kit's groups, by name, as its first `up` created them. */
  let ids: ReadonlyMap<string, string>;
  const id = (name: string) => ids.get(name) ?? assert.fail(`no group ${name}`);
  const make = (drifts: Drifts) => {
    for (const [change] of Object.values(drifts)) change(app, id);
  };
  const run = (job: string): Promise<ScriptResult> => {
    const { scripts, env } = jobOf(workflow, job, {
      "vars.PULUMI_BACKEND_URL": bucket.url,
      "secrets.PULUMI_CONFIG_PASSPHRASE": "of this test alone",
      "secrets.TENCENT_CHAT_SECRET_KEY": DEFAULT_APP.secretKey,
    });
    // Types are checked with the repository.
    const environment = { ...kit.env, ...bucket.env, ...env, PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    return runScripts(scripts, kit.directory, environment);
  };
  const expectCode = ({ code, output }: ScriptResult, expected: number): string => {
    assert.equal(code, expected, output);
    return output;
  };
  const changes = () => emulator.journal.count({ effect: true });

  before(async () => {
    emulator = await startEmulator({ apps: [{ ...DEFAULT_APP, customFieldKeys: ["desk"] }] });
    app = emulator.app();
    bucket = await startBucket();
    kit = await createKit("gitops", emulator);
  });
  after(async () => {
    await kit?.dispose();
    await bucket?.close();
    await emulator?.close();
  });

  it("creates everything on main, and finds no drift", async () => {
    expectCode(await run("up"), 0);
    ids = new Map(app.groups().map(({ name, groupId }) => [name, groupId]));
    assert.equal(ids.size, 8);
    assert.match(expectCode(await run("drift"), 0), /^no drift$/m);
  });

  it("previews a pull request without the secret key", async () => {
    const before = emulator.journal.count();
    assert.match(expectCode(await run("preview"), 0), /\d+ unchanged/);
    assert.equal(emulator.journal.count(), before);
  });

  it("finds every kind of drift, and changes nothing in the service", async () => {
    make(healable);
    const before = changes();
    const output = expectCode(await run("drift"), 3);
    const lines = output.split("\n").filter((line) => line.startsWith("drift: "));
    for (const [title, [, line]] of Object.entries(healable)) {
      assert.ok(
        lines.some((each) => each.startsWith(`drift: ${line}`)),
        `${title}: no line "${line}" in\n${output}`,
      );
    }
    assert.equal(lines.length, Object.keys(healable).length, output);
    assert.equal(changes(), before);
  });

  it("corrects all of it", async () => {
    assert.match(expectCode(await run("heal"), 0), /^no drift$/m);
    assert.equal(app.group(id("orders"))?.name, "orders");
    assert.equal(app.group(id("billing"))?.name, "billing");
    assert.equal(app.member(id("Lobby"), "mallory"), undefined);
    assert.equal(app.member(id("Lobby"), "shop-guide")?.role, "Admin");
    assert.deepEqual(
      app
        .topics(id("Fans"))
        .map(({ name }) => name)
        .sort(),
      ["Help", "News"],
    );
    assert.equal(app.robots().length, 1);
  });

  it("reports groups that have another owner now, leaves them alone, and corrects the rest", async () => {
    const foreign = foreignBy(DEFAULT_APP.secretKey);
    make(foreign);
    app.edit(id("billing"), { name: "Bills" });
    const theirs = () => ["partners", "returns"].map((name) => [app.group(id(name)), app.attributes(id(name))]);
    const before = theirs();
    const output = expectCode(await run("heal"), 4);
    for (const [title, [, words]] of Object.entries(foreign)) {
      assert.match(output, new RegExp(`^another owner: .*${words}`, "m"), title);
    }
    assert.deepEqual(theirs(), before);
    assert.equal(app.group(id("billing"))?.name, "billing");
  });

  it("tells a second pipeline of the first one's lock, and loses nothing", async () => {
    app.disband(id("partners"));
    app.disband(id("returns"));
    // Long enough for the second pipeline to try.
    emulator.faults.add({ api: "create_group", fault: { kind: "delay", ms: 20_000 } });
    const creating = emulator.journal.next({ api: "create_group" });
    const first = run("up");
    await creating;
    const second = expectCode(await run("heal"), 5);
    assert.match(second, /currently locked by/);
    expectCode(await first, 0);
    assert.match(expectCode(await run("heal"), 0), /^no drift$/m);
    assert.deepEqual(new Map(app.groups().map(({ name, groupId }) => [name, groupId])), ids);
  });
});
