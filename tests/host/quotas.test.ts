import assert from "node:assert/strict";
import { failureOf, GroupHost } from "./support/groups";

const group = (groupId: string) => ({ groupId, type: "Public", name: "Room" });

describe("a new group over the daily quota of net new groups", () => {
  let bench: GroupHost;
  const ids = () =>
    bench.emulator
      .app()
      .groups()
      .map(({ groupId }) => groupId);

  before(async () => {
    bench = await GroupHost.start({
      emulator: { maxNewGroupsPerDay: 2 },
      env: { TENCENT_CHAT_DEADLINE_SECONDS: "5" },
    });
  });
  after(() => bench.stop());

  it("fails without a group, and can be created after another was disbanded", async () => {
    bench.emulator.app().create({ groupId: "foreign", type: "Public", name: "Not ours" });
    const first = await bench.create(group("first"), "first");
    const { message } = await failureOf(bench.create(group("second"), "second"));
    assert.match(message, /second.*10006/s);
    assert.deepEqual(ids(), ["foreign", "first"]);
    await bench.delete(first);
    await bench.create(group("second"), "second");
    assert.deepEqual(ids(), ["foreign", "second"]);
  });
});

describe("an app over its call rate", () => {
  let bench: GroupHost;

  before(async () => {
    bench = await GroupHost.start({
      emulator: { maxCallsPerSecond: 5 },
      env: { TENCENT_CHAT_DEADLINE_SECONDS: "30" },
    });
  });
  after(() => bench.stop());

  it("creates and disbands groups more slowly, and each only once", async () => {
    const { emulator } = bench;
    const states = await Promise.all(["a", "b", "c"].map((id) => bench.create(group(id), id)));
    await Promise.all(states.map((state) => bench.delete(state)));
    assert.ok(emulator.journal.entries({ errorCode: 60011 }).length > 0, "the app was over its call rate");
    const effects = (api: string) => emulator.journal.count({ api, effect: true });
    assert.deepEqual([effects("create_group"), effects("destroy_group"), emulator.app().counts().left], [3, 3, 0]);
  });
});
