import assert from "node:assert/strict";
import { failureOf, GroupHost, theirs } from "./support/groups";

const field = "pulumi_owner";
const app = {
  sdkAppId: 1400000000,
  secretKey: "f".repeat(64),
  admins: ["administrator"],
  customFieldKeys: [field, "team"],
};
const room = { groupId: "room", type: "Public", name: "Room" };

describe("an owner mark in a custom field", () => {
  let bench: GroupHost;
  const mark = () => bench.emulator.app().group("room")?.customFields[field];

  beforeEach(async () => {
    bench = await GroupHost.start({ emulator: { apps: [app] }, env: { TENCENT_CHAT_OWNER_FIELD: field } });
  });
  afterEach(() => bench.stop());

  it("is written by the call that makes the group, and never as an attribute", async () => {
    await bench.make(room);
    assert.equal(JSON.parse(String(mark())).s, "acme/chat/dev");
    assert.deepEqual(bench.emulator.app().attributes("room"), {});
    const apis = bench.emulator.journal.entries().map(({ api }) => api);
    assert.deepEqual(apis, ["get_group_info", "create_group", "get_group_info"]);
  });

  it("is found when the answer of the create was lost, or the state", async () => {
    bench.emulator.faults.add({ api: "create_group", fault: { kind: "reset", when: "after" } });
    await bench.make(room);
    await bench.make(room);
    assert.equal(bench.emulator.app().counts().made, 1);
    const { message } = await failureOf(bench.inRun("theirs").make({ ...room, ...theirs("room") }));
    assert.match(message, /belongs to resource room of stack acme\/chat\/dev/);
  });

  it("is read for 100 groups with 2 calls, and healed", async () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      bench.make({ type: "Public", name: "Room" }, `room-${index}`),
    );
    const groups = await Promise.all(many);
    bench.emulator.app().edit(String(groups[0]?.id), { customFields: { team: "x" } });
    bench.emulator.journal.clear();
    await Promise.all(groups.map(({ id, outputs }) => bench.host.read(id, outputs)));
    assert.equal(
      bench.emulator.journal.count({ api: "get_group_attr" }),
      1,
      "only the group without a mark is asked for its attributes",
    );
    assert.equal(bench.emulator.journal.count({ api: "modify_group_base_info" }), 1);
    assert.ok(bench.emulator.journal.count({ api: "get_group_info" }) <= 20);
  });

  it("takes over from the attribute of the time before", async () => {
    await bench.stop();
    bench = await GroupHost.start({ emulator: { apps: [app] } });
    const kept = await bench.make(room);
    const env = { ...bench.emulator.env(), TENCENT_CHAT_OWNER_FIELD: field };
    const later = await bench.another(env);
    try {
      await later.read(kept.id, kept.outputs);
      assert.equal(JSON.parse(String(mark())).s, "acme/chat/dev");
      assert.deepEqual(bench.emulator.app().attributes("room"), {}, "clients could keep it and put it back");
      await later.delete(kept.id, kept.outputs);
    } finally {
      await later.stop();
    }
    assert.deepEqual(bench.emulator.app().groups(), []);
  });

  it("leaves the program's own custom fields alone", async () => {
    const kept = await bench.make({ ...room, customFields: { team: "sre" } });
    await bench.change(kept, { customFields: { team: "dev" } });
    assert.deepEqual(Object.keys(bench.emulator.app().group("room")?.customFields ?? {}).sort(), [field, "team"]);
  });

  it("that is not declared in the console stops the create with a message", async () => {
    await bench.stop();
    bench = await GroupHost.start({ env: { TENCENT_CHAT_OWNER_FIELD: "nowhere" } });
    const { message } = await failureOf(bench.make(room));
    assert.match(message, /ownerField.*nowhere.*declared in the console/s);
  });
});
