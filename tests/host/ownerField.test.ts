import assert from "node:assert/strict";
import { failureOf, foreignOwner, GroupHost, ownedBy } from "./support/groups";
import type { Host } from "./support/host";

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

  it("is written by the call that creates the group, and never as an attribute", async () => {
    await bench.create(room);
    assert.equal(JSON.parse(String(mark())).s, "acme/chat/dev");
    assert.deepEqual(bench.emulator.app().attributes("room"), {});
    const apis = bench.emulator.journal.entries().map(({ api }) => api);
    assert.deepEqual(apis, ["get_group_info", "create_group", "get_group_info"]);
  });

  it("is found when the answer of the create was lost, or the state", async () => {
    bench.emulator.faults.add({ api: "create_group", fault: { kind: "reset", when: "after" } });
    await bench.create(room);
    await bench.create(room);
    assert.equal(bench.emulator.app().counts().created, 1);
    const { message } = await failureOf(bench.inRun("theirs").create({ ...room, ...foreignOwner("room") }));
    assert.match(message, /belongs to resource room of stack acme\/chat\/dev/);
  });

  it("is read for 100 groups with 2 calls, and found missing", async () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      bench.create({ type: "Public", name: "Room" }, `room-${index}`),
    );
    const groups = await Promise.all(many);
    bench.emulator.app().edit(String(groups[0]?.id), { customFields: { team: "x" } });
    bench.emulator.journal.clear();
    const refreshed = await Promise.all(groups.map(({ id, outputs }) => bench.host.read(id, outputs)));
    assert.equal(
      bench.emulator.journal.count({ api: "get_group_attr" }),
      1,
      "only the group without a mark is asked for its attributes",
    );
    assert.deepEqual(
      refreshed.flatMap(({ props }, index) => (props["markOutdated"] ? [index] : [])),
      [0],
    );
    assert.equal(bench.emulator.journal.count({ api: "modify_group_base_info" }), 0, "a refresh writes nothing");
    assert.ok(bench.emulator.journal.count({ api: "get_group_info" }) <= 20);
  });

  it("replaces the mark in an attribute from before ownerField was set", async () => {
    await bench.stop();
    bench = await GroupHost.start({ emulator: { apps: [app] } });
    const state = await bench.create(room);
    const env = { ...bench.emulator.env(), TENCENT_CHAT_OWNER_FIELD: field };
    const later = await bench.another(env);
    try {
      const { props } = await later.read(state.id, state.outputs);
      assert.equal(mark(), undefined, "a refresh writes nothing");
      await later.update(state.id, props, state.inputs);
      assert.equal(JSON.parse(String(mark())).s, "acme/chat/dev");
      assert.deepEqual(bench.emulator.app().attributes("room"), {}, "clients could copy it and restore it later");
      await later.delete(state.id, state.outputs);
    } finally {
      await later.stop();
    }
    assert.deepEqual(bench.emulator.app().groups(), []);
  });

  describe("beside a program that keeps its marks in attributes", () => {
    let withAttributes: Host;
    let withField: Host;

    beforeEach(async () => {
      withField = bench.host.inRun("field");
      withAttributes = await bench.another(bench.emulator.env());
    });
    afterEach(() => withAttributes.stop());

    const places = () => ({ attribute: bench.emulator.app().attributes("room")["pulumi"], field: mark() || undefined });
    const create = async (host: Host, owner: object, more: object = {}) =>
      host.create((await host.check({}, { ...room, ...owner, ...more })).inputs);

    for (const [title, first, second, place] of [
      ["with a field from one with attributes", () => withAttributes, () => withField, "field"],
      ["with attributes from one with a field", () => withField, () => withAttributes, "attribute"],
    ] as const) {
      it(`taken over by one ${title}, it is in one location, and binds both`, async () => {
        const former = await create(first(), ownedBy("room"));
        const refused = await failureOf(create(second(), foreignOwner("room")));
        assert.match(refused.message, /belongs to resource room of stack acme\/chat\/dev/);
        const taker = await create(second(), foreignOwner("room"), { adopt: "always" });
        const { [place]: here, ...elsewhere } = places();
        assert.equal(JSON.parse(String(here)).i, foreignOwner("").__identity);
        assert.deepEqual(Object.values(elsewhere), [undefined], "the former one is cleared");
        for (const host of [first(), second()]) {
          const { message } = await failureOf(host.delete(former.id, former.outs));
          assert.match(message, /Refused to disband .*belongs to resource room of stack acme\/chat\/prod/);
        }
        const { props } = await first().read(former.id, former.outs);
        assert.deepEqual((props["foreignOwner"] as { identity: string }).identity, foreignOwner("").__identity);
        await second().delete(taker.id, taker.outs);
        assert.deepEqual(bench.emulator.app().groups(), []);
      });
    }

    it("is refused if one location has our mark and the other a foreign one", async () => {
      const state = await create(withField, ownedBy("room"));
      const own = bench.emulator.app().group("room")?.customFields ?? {};
      bench.emulator.app().edit("room", { customFields: {} });
      await create(withAttributes, foreignOwner("room"), { adopt: "always" });
      bench.emulator.app().edit("room", { customFields: own });
      const destroyed = await failureOf(withField.delete(state.id, state.outs));
      assert.match(destroyed.message, /belongs to resource room of stack acme\/chat\/prod/);
      const updated = await failureOf(withField.update(state.id, state.outs, { ...state.outs, name: "Other" }));
      assert.match(updated.message, /belongs to resource room of stack acme\/chat\/prod/);
      assert.equal(bench.emulator.app().group("room")?.name, "Room");
    });

    it("costs a destroy one more call, for the other location, and a refresh none", async () => {
      const state = await create(withField, ownedBy("room"));
      bench.emulator.journal.clear();
      await withField.read(state.id, state.outs);
      const apis = () => bench.emulator.journal.entries().map(({ api }) => api);
      assert.deepEqual(apis(), ["get_group_info"]);
      await withField.delete(state.id, state.outs);
      assert.deepEqual(apis().slice(1).sort(), ["destroy_group", "get_group_attr", "get_group_info"]);
    });
  });

  it("does not touch the program's own custom fields", async () => {
    const state = await bench.create({ ...room, customFields: { team: "sre" } });
    await bench.update(state, { customFields: { team: "dev" } });
    assert.deepEqual(Object.keys(bench.emulator.app().group("room")?.customFields ?? {}).sort(), [field, "team"]);
  });

  it("that is not declared in the console stops the create with a message", async () => {
    await bench.stop();
    bench = await GroupHost.start({ env: { TENCENT_CHAT_OWNER_FIELD: "nowhere" } });
    const { message } = await failureOf(bench.create(room));
    assert.match(message, /ownerField.*nowhere.*declared in the console/s);
  });
});
