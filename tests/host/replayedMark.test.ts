import assert from "node:assert/strict";
import { failureOf, GroupHost } from "./support/groups";

const args = { groupId: "lobby", type: "Public", name: "Lobby" };

describe("a valid owner mark that a member copied, written to a later group of the same id", () => {
  let bench: GroupHost;
  let seconds = 0;

  beforeEach(async () => {
    bench = await GroupHost.start({ emulator: { clock: { now: () => Date.now() + seconds * 1000 } } });
  });
  afterEach(() => bench.stop());

  it("makes neither a destroy nor an adoption touch that group", async () => {
    const state = await bench.create(args);
    const own = bench.emulator.app().attributes("lobby");
    seconds += 60;
    bench.emulator.app().recreate("lobby");
    bench.emulator.app().setAttributes("lobby", own);
    const destroyed = await failureOf(bench.delete(state));
    assert.match(destroyed.message, /another group, created at another time, now has its id/);
    const adopted = await failureOf(bench.create(args));
    assert.match(adopted.message, /carries an owner mark that does not verify/);
    assert.ok(bench.emulator.app().group("lobby"));
  });
});
