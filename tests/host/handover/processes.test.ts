import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator";
import { failureOf, ownedBy } from "../support/groups";
import { Host } from "../support/host";

const lobby = { groupId: "lobby", type: "Public", name: "Lobby" };

describe("a program with several providers, each with a process of its own", () => {
  let emulator: Emulator;
  let temporary = "";
  let hosts: Host[] = [];
  const app = () => emulator.app();

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
  });
  beforeEach(() => {
    emulator.reset();
    app().importAccounts("bob");
    temporary = mkdtempSync(path.join(tmpdir(), "tencent-chat-processes-"));
  });
  afterEach(async () => {
    for (const host of hosts) await host.stop();
    hosts = [];
    rmSync(temporary, { recursive: true, force: true });
  });
  after(() => emulator.close());

  /** Starts one more process of the run. */
  async function start(kind = "Group"): Promise<Host> {
    const provider = `exports.handler=()=>require("pulumi-tencent-chat/provider").${kind}`;
    const host = await Host.start({ provider, env: { ...emulator.env(), TMPDIR: temporary } });
    hosts.push(host);
    return host;
  }

  /** Ends the run: its processes are killed, as an engine does. */
  async function end(): Promise<void> {
    for (const host of hosts) await host.stop("SIGKILL");
    hosts = [];
  }

  const check = (host: Host, name: string, args: object = lobby) => host.check({}, { ...args, ...ownedBy(name) });
  const create = async (host: Host, name: string, args: object = lobby) =>
    host.create((await check(host, name, args)).inputs);

  /** Creates objects in an earlier run, which ended long ago. */
  async function earlier(kind = "Group", args: object = lobby) {
    const made = await create(await start(kind), "old", args);
    await end();
    return made;
  }

  it("may not declare the same object in two of them: the preview names both resources", async () => {
    const [first, second] = [await start(), await start()];
    assert.deepEqual((await check(first, "a")).failures, []);
    const { failures } = await check(second, "b");
    assert.deepEqual(failures, [
      {
        property: "",
        reason:
          'groupId of Group "b" declares the group lobby, which Group "a" declares as well: keep one of them, or give one of them another groupId',
      },
    ]);
  });

  it("hands a group over from one process to the other", async () => {
    const old = await earlier();
    const [one, other] = [await start(), await start()];
    await create(one, "new");
    emulator.journal.clear();
    await other.deleteInUpdate(old.id, old.outs);
    assert.equal(emulator.journal.count(), 0);
    assert.ok(app().group("lobby"));
    assert.ok(other.stdout.some((line) => line.includes('is now managed by Group "new": it is left unchanged')));
  });

  it("hands a group over to a process that starts last, only to delete", async () => {
    const old = await earlier();
    await create(await start(), "new");
    await (await start()).deleteInUpdate(old.id, old.outs);
    assert.ok(app().group("lobby"));
  });

  it("deletes nothing that the other process could not create", async () => {
    const old = await earlier();
    const [one, other] = [await start(), await start()];
    const { inputs } = await check(one, "new");
    const undecided = await failureOf(other.deleteInUpdate(old.id, old.outs));
    assert.match(undecided.message, /Group "new" now declares it, but could not be created/);
    emulator.faults.add({ api: "get_group_info", fault: { kind: "errorCode", code: 10004 } });
    await failureOf(one.create(inputs));
    const failed = await failureOf(other.deleteInUpdate(old.id, old.outs));
    assert.match(failed.message, /Nothing was changed, and it stays in the state/);
    assert.ok(app().group("lobby"));
    await one.create(inputs);
    await other.deleteInUpdate(old.id, old.outs);
    assert.ok(app().group("lobby"));
  });

  it("deletes undeclared objects", async () => {
    const old = await earlier();
    const [one, other] = [await start(), await start()];
    await create(one, "another", { ...lobby, groupId: "annex" });
    await other.deleteInUpdate(old.id, old.outs);
    assert.deepEqual(
      app()
        .groups()
        .map(({ groupId }) => groupId),
      ["annex"],
    );
  });

  it("sweeps nothing with an ephemeral stack of a provider that was removed from the program", async () => {
    const old = await earlier("EphemeralStack", { ttl: "1h" });
    await create(await start(), "room", { ...lobby, __ttl: "1h" });
    await (await start("EphemeralStack")).deleteInUpdate(old.id, old.outs);
    assert.ok(app().group("lobby"));
  });

  it("is not treated as running by a destroy that follows, with the same engine address", async () => {
    const old = await earlier("EphemeralStack", { ttl: "1h" });
    const room = await create(await start(), "room", { ...lobby, __ttl: "1h" });
    await end();
    await (await start()).deleteInUpdate(room.id, room.outs);
    assert.equal(app().group("lobby"), undefined);
    await create(await start(), "leaked", { ...lobby, __ttl: "1h" });
    await end();
    await (await start("EphemeralStack")).deleteInUpdate(old.id, old.outs);
    assert.equal(app().group("lobby"), undefined, "it is swept");
  });
});
