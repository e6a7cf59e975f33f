import assert from "node:assert/strict";
import { type Resource, useBench } from "../handover/program";
import { foreignOwner } from "../support/groups";

type Settings = Readonly<Record<string, unknown>>;

const common = { type: "Public", name: "Room" };
const room = (name: string, args: Settings = {}): Resource => ({ kind: "Group", name, args: { ...common, ...args } });
const fleet = (name: string, groups: Readonly<Record<string, Settings>>): Resource => ({
  kind: "GroupFleet",
  name,
  args: { defaults: common, groups },
});

/** The settings of three groups: one with a derived id, two with chosen ones. */
const settings: Readonly<Record<string, Settings>> = {
  a: {},
  b: { groupId: "b" },
  c: { groupId: "c", muteAllMembers: true },
};
const groups = Object.entries(settings).map(([name, args]) => room(name, args));

describe("a group that moves between a Group and a fleet", () => {
  const program = useBench();
  const service = () => program.app.groups();
  const calls = () =>
    program.bench.emulator.journal.entries({ effect: true }).map(({ api, groupIds }) => [api, ...groupIds].join(" "));

  beforeEach(() => void program.app.create({ groupId: "bystander", type: "Public", name: "Bystander" }));
  afterEach(() => assert.equal(program.app.group("bystander")?.name, "Bystander"));

  /** Runs an up that must not touch the service. */
  async function moves(stack: ReturnType<typeof program.stack>, to: readonly Resource[]): Promise<void> {
    const before = service();
    program.bench.emulator.journal.clear();
    await stack.up(to);
    assert.deepEqual(calls(), []);
    assert.deepEqual(service(), before);
    assert.deepEqual(stack.resources, to.map(({ kind, name }) => `${kind} ${name}`).sort());
  }

  it("is not touched: into a fleet and back", async () => {
    const stack = program.stack();
    await stack.up(groups);
    await moves(stack, [fleet("rooms", settings)]);
    await moves(stack, [fleet("rooms", { b: { groupId: "b" } }), room("a"), ...groups.slice(2)]);
    await moves(stack, groups);
    await stack.destroy();
    assert.deepEqual(
      service().map(({ groupId }) => groupId),
      ["bystander"],
    );
  });

  it("is not touched: to another fleet, and to two fleets", async () => {
    const stack = program.stack();
    await stack.up([fleet("rooms", settings)]);
    await moves(stack, [fleet("halls", settings)]);
    const { a = {}, ...others } = settings;
    await moves(stack, [fleet("rooms", { a }), fleet("halls", others)]);
    await moves(stack, [fleet("rooms", settings), fleet("halls", {})]);
    await stack.destroy();
    assert.deepEqual(
      service().map(({ groupId }) => groupId),
      ["bystander"],
    );
  });

  it("is not touched if the fleet that has it is declared first, and the other resource is slow", async () => {
    const stack = program.stack();
    await stack.up([fleet("rooms", settings)]);
    const before = service();
    program.bench.emulator.faults.add({
      api: "get_group_info",
      groupId: "b",
      fault: { kind: "delay", ms: 4000 },
    });
    const { b: _, ...others } = settings;
    await stack.up([fleet("rooms", others), room("b", { groupId: "b" })]);
    assert.deepEqual(service(), before);
    await moves(stack, [fleet("rooms", others), room("b", { groupId: "b" })]);
    assert.equal(stack.stateOf("GroupFleet", "rooms").outputs["__leaving"], undefined);
    await stack.destroy();
    assert.deepEqual(
      service().map(({ groupId }) => groupId),
      ["bystander"],
    );
  });

  it("stays with the fleet while the new resource cannot be created", async () => {
    const stack = program.stack();
    await stack.up([fleet("rooms", settings)]);
    const before = service();
    const { b: _, ...others } = settings;
    const to = [fleet("rooms", others), room("b", { groupId: "b", adopt: "never" })];
    for (let run = 0; run < 2; run++) {
      assert.match(String(await stack.tryUp(to, { continueOnError: true })), /adopt is "never"/);
      assert.deepEqual(service(), before);
      const leaving = stack.stateOf("GroupFleet", "rooms").outputs["__leaving"] as readonly { groupId: string }[];
      assert.deepEqual(
        leaving.map(({ groupId }) => groupId),
        ["b"],
      );
    }
    await stack.destroy();
    assert.deepEqual(
      service().map(({ groupId }) => groupId),
      ["bystander"],
    );
  });

  it("stays with the Group while the fleet cannot have it, in each of two runs, and other groups do not matter", async () => {
    const stack = program.stack();
    await stack.up(groups);
    const refusing = fleet("rooms", { ...settings, b: { groupId: "b", adopt: "never" } });
    for (let run = 0; run < 2; run++) {
      const failures = await stack.tryUp([refusing], { continueOnError: true });
      assert.match(String(failures), /adopt is "never"/);
      assert.match(String(failures), /now declares it, but could not be created or updated\. Nothing was changed/);
      assert.deepEqual(stack.resources, ["Group b", "GroupFleet rooms"]);
    }
    await stack.destroy();
    assert.deepEqual(
      service().map(({ groupId }) => groupId),
      ["bystander"],
    );
  });

  it("is disbanded if nothing declares it any more, and a foreign group of the fleet's other ids stays", async () => {
    const stack = program.stack();
    await program.bench.inRun("theirs").create({ ...common, groupId: "z", ...foreignOwner("z") });
    await stack.up([fleet("rooms", settings), room("d")]);
    await stack.up([fleet("rooms", { a: {} }), room("d")]);
    assert.deepEqual(
      service().filter(({ groupId }) => ["b", "c"].includes(groupId)),
      [],
    );
    assert.equal(service().length, 4);
    const failures = await stack.tryUp([fleet("rooms", { a: {}, z: { groupId: "z" } }), room("d")]);
    assert.match(String(failures), /Refused to adopt the group z/);
    await stack.destroy();
    assert.deepEqual(
      service()
        .map(({ groupId }) => groupId)
        .sort(),
      ["bystander", "z"],
    );
  });

  it("may not be declared by both: the preview refuses it, also in two fleets", async () => {
    const stack = program.stack();
    for (const other of [room("a"), fleet("halls", { a: {} })]) {
      const refused = await stack.preview([fleet("rooms", settings), other]);
      assert.match(
        String(refused),
        /declares the group \S+, which GroupFleet "rooms" declares as well: keep one of them/,
      );
    }
    const refused = await stack.preview([room("x", { groupId: "b" }), fleet("rooms", settings)]);
    assert.match(
      String(refused),
      /groupId of GroupFleet "rooms" declares the group b, which Group "x" declares as well/,
    );
  });
});
