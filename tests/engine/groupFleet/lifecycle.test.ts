import assert from "node:assert/strict";
import { type Bench, startProgram } from "../support/groups";
import { fleets, idsInService, idsInState, idsOf, programOf, rooms } from "./fleetBench";

describe("a fleet on the engine", () => {
  let bench: Bench;
  const app = () => bench.emulator.app();
  const write = (...statements: readonly string[]) => bench.workspace.writeProgram(programOf(...statements));
  const nameOf = (id: string | undefined) => app().group(String(id))?.name;
  const own = () => idsInService(bench).filter((id) => id !== "bystander");
  const idOf = async (key: string) => idsOf((await fleets(bench))[0])[key] ?? assert.fail(key);
  const writes = () =>
    bench.emulator.journal.entries({ effect: true }).map(({ api, groupIds }) => [api, ...groupIds].join(" "));

  before(async () => {
    bench = await startProgram(programOf(rooms({ groups: { a: {}, b: {}, c: { groupId: "c" } } })), {
      emulator: { rateLimit: false },
    });
    app().create({ groupId: "bystander", type: "Public", name: "Bystander" });
  });
  after(() => bench.dispose());

  it("creates its groups with one entry in the state; the next preview changes nothing", async () => {
    await bench.workspace.up();
    assert.equal((await fleets(bench)).length, 1);
    assert.deepEqual(await idsInState(bench), own());
    await bench.workspace.preview({ expectNoChanges: true, args: ["--refresh"] });
  });

  it("refuses to ignore changes of a part of its groups, before anything happens", async () => {
    await write(rooms({ groups: { a: {}, b: {} } }, '{ ignoreChanges: ["groups.a.name"] }'));
    const { all } = await bench.workspace.preview({ expectCode: "failure" });
    assert.match(all, /GroupFleet "rooms": ignoreChanges cannot name groups\.a\.name/);
    await write(rooms({ groups: { a: {}, b: {} } }, '{ ignoreChanges: ["groups"] }'));
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("says in a preview which groups an up changes, and makes no call for it", async () => {
    await write(rooms({ groups: { b: { introduction: "Hello" }, c: { groupId: "c" }, d: {} } }));
    bench.emulator.journal.clear();
    const { all } = await bench.workspace.preview();
    assert.match(
      all,
      /The group fleet rooms: create 1: d; change 1: b \(introduction\); disband 1: a; leave 1 unchanged\./,
    );
    assert.equal(bench.emulator.journal.count(), 0);
    const [a, b] = [await idOf("a"), await idOf("b")];
    await bench.workspace.up();
    const d = await idOf("d");
    assert.deepEqual(own(), [b, "c", d].sort());
    assert.deepEqual(
      writes()
        .filter((write) => !write.startsWith("modify_group_attr"))
        .sort(),
      [`create_group ${d}`, `destroy_group ${a}`, `modify_group_base_info ${b}`],
    );
  });

  it("restores what another client has changed, after a refresh has found it", async () => {
    app().edit("c", { name: "Spam" });
    const d = await idOf("d");
    app().disband(d);
    const { all } = await bench.workspace.refresh();
    assert.match(all, /Groups of the group fleet rooms no longer exist.*: d\./);
    assert.equal(nameOf("c"), "Spam", "a refresh changes nothing");
    const preview = await bench.workspace.preview();
    assert.match(preview.all, /create 1: d; change 1: c \(name\); leave 1 unchanged/);
    await bench.workspace.up();
    assert.equal(nameOf("c"), "Room c");
    assert.deepEqual(await idsInState(bench), own());
    await bench.workspace.preview({ expectNoChanges: true });
  });

  it("keeps what exists after a partial failure, and the next up finishes it", async () => {
    app().create({ groupId: "e", type: "Public", name: "Somebody's" });
    await write(rooms({ groups: { b: {}, c: { groupId: "c" }, d: {}, e: { groupId: "e" }, f: {} } }));
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /The group fleet rooms was not updated completely\.\s+- Refused to adopt the group e /);
    assert.deepEqual(
      await idsInState(bench),
      own().filter((id) => id !== "e"),
    );
    assert.ok(nameOf(await idOf("f")));
    assert.equal(nameOf("e"), "Somebody's");
    app().disband("e");
    bench.emulator.journal.clear();
    await bench.workspace.up();
    assert.deepEqual(await idsInState(bench), own());
    assert.equal(bench.emulator.journal.count({ api: "create_group", effect: true }), 1);
  });

  it("is renamed by an alias, moves into a component and to a Provider: its groups stay, and it can be a target", async () => {
    const groups = { b: {}, c: { groupId: "c" }, d: {}, e: { groupId: "e" }, f: {} };
    const before = app().groups();
    const component = 'const hall = new pulumi.ComponentResource("acme:index:Hall", "hall");';
    const provider = 'const provider = new chat.Provider("own", {});';
    await write(
      component,
      rooms({ groups }, '{ parent: hall, aliases: [{ name: "rooms", parent: pulumi.rootStackResource }] }', "halls"),
    );
    bench.emulator.journal.clear();
    await bench.workspace.up();
    await bench.workspace.preview({ expectNoChanges: true });
    await write(
      component,
      provider,
      rooms({ groups }, "{ parent: hall, provider }", "halls"),
      rooms({ groups: { x: {} } }, "{}", "others"),
    );
    await bench.workspace.up({ args: ["--target", "**::halls", "--target", "**::own"] });
    assert.deepEqual(writes(), []);
    assert.deepEqual(app().groups(), before);
    assert.equal((await fleets(bench)).length, 1);
    await bench.workspace.up();
    assert.equal((await fleets(bench)).length, 2);
    assert.deepEqual(await idsInState(bench), own());
  });

  it("disbands all of its groups in a destroy, and no others", async () => {
    await bench.workspace.destroy();
    assert.deepEqual(idsInService(bench), ["bystander"]);
    assert.deepEqual(await fleets(bench), []);
  });
});
