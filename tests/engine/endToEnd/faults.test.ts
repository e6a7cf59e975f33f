import assert from "node:assert/strict";
import type { GroupSnapshot } from "../../../emulator";
import type { Cell } from "../../host/faults/cell";
import type { FaultColumn } from "../../host/faults/faults";
import { cellsOf, nameOf, recordRows, titleOf } from "../../host/faults/matrix";
import { type Bench, type GroupSource, groupsProgram, startBench } from "../support/groups";

/** The riskiest columns: a call takes effect without a reported success, or every try fails. Here with every API of every operation. */
const RISKIEST: readonly string[] = [
  "no answer once, after the effect",
  "reset before the effect",
  "reset after the effect",
  "10002 once, after the effect",
  "10002 permanently",
];

/** Longer than the 10 s that a request waits for its answer. */
const DEADLINE_SECONDS = 16;
const WIDE = ["--parallel", "64"];
/** A failed group does not stop the engine from processing the others. */
const ALL = [...WIDE, "--continue-on-error"];

/** One group of the stack, which meets one fault in one operation of its life. */
interface FaultedGroup {
  readonly cell: Cell;
  readonly name: string;
  readonly groupId: string;
}

describe("the riskiest faults, on the real engine, each with a group of its own in one stack", () => {
  let faultedGroups: readonly FaultedGroup[];
  let bench: Bench;
  let bystanders: readonly GroupSnapshot[];
  const moved = new Set<FaultedGroup>();
  const app = () => bench.emulator.app();
  const of = (operation: string) => faultedGroups.filter(({ cell }) => cell.row.operation.name === operation);

  before(async () => {
    faultedGroups = riskiest(await recordRows());
    bench = await startBench(sources(faultedGroups, moved), {
      workspace: { env: { TENCENT_CHAT_DEADLINE_SECONDS: String(DEADLINE_SECONDS) } },
    });
    app().create({ groupId: "unmarked", type: "Public", name: "Theirs", ownerAccount: "alice" });
    bystanders = app().groups();
  });
  after(() => bench.dispose());

  afterEach(() => {
    assert.deepEqual(app().groups().slice(0, bystanders.length), bystanders, "a foreign group was touched");
  });

  it("are at least 40", () => {
    assert.ok(faultedGroups.length >= 40, `there are ${faultedGroups.length}`);
  });

  it("up: recovers from transient faults at once, from the others by the next up", async () => {
    await meet(of("up"), "up");
    await assertAsDeclared(faultedGroups);
  });

  it("update: recovers from transient faults at once, from the others by the next up", async () => {
    for (const faulted of of("update")) {
      faulted.cell.row.subject.causeDrift(app(), { groupId: faulted.groupId });
      moved.add(faulted);
    }
    await bench.workspace.writeProgram(groupsProgram(sources(faultedGroups, moved)));
    await meet(of("update"), "up");
    await assertAsDeclared(faultedGroups);
  });

  it("refresh: finds wiped marks and writes nothing, and the next up restores them", async () => {
    for (const { cell, groupId } of faultedGroups) cell.row.subject.causeDrift(app(), { groupId });
    const before = bench.emulator.journal.count({ effect: true });
    await bench.workspace.refresh({ args: WIDE });
    assert.equal(bench.emulator.journal.count({ effect: true }), before);
    await bench.workspace.up({ args: ALL });
    for (const { cell, groupId } of faultedGroups) {
      if (cell.row.subject.mark) assert.ok(cell.row.subject.mark(app(), { groupId }), groupId);
    }
    await assertAsDeclared(faultedGroups);
    await bench.workspace.preview({ expectNoChanges: true, args: WIDE });
  });

  it("destroy: nothing is left, by the next destroy at the latest, and every group was created and disbanded once", async () => {
    await meet(of("destroy"), "destroy");
    assert.deepEqual(await bench.workspace.resources(), []);
    assert.deepEqual(app().groups(), bystanders);
    for (const { cell, groupId } of faultedGroups) {
      for (const api of cell.row.subject.exactlyOnce) {
        assert.equal(bench.emulator.journal.count({ api, groupId, effect: true }), 1, `${api} of ${nameOf(cell)}`);
      }
    }
  });

  /** Runs the command with the faults, and again without them. */
  async function meet(struck: readonly FaultedGroup[], command: "up" | "destroy"): Promise<void> {
    const rules = struck.map(({ cell, groupId }) => {
      const { fault, times } = cell.column;
      return bench.emulator.faults.add({ api: cell.row.api, groupId, times, fault });
    });
    const { code, all } = await bench.workspace[command]({
      args: ALL,
      expectCode: "any",
    });
    assert.notEqual(code, 0, "some faults are permanent");
    for (const [index, { cell, groupId }] of struck.entries()) {
      assert.ok((rules[index]?.hits ?? 0) > 0, `the fault did not strike: ${nameOf(cell)}`);
      if (!isForEver(cell.column)) continue;
      assert.match(all, new RegExp(`${groupId} \\(.*?(run \`pulumi|next \`pulumi up\`|try again)`, "is"), nameOf(cell));
    }
    const passing = struck.filter(({ cell }) => !isForEver(cell.column));
    if (command === "up") await assertAsDeclared(passing);
    if (command === "destroy") for (const { groupId } of passing) assert.equal(app().group(groupId), undefined);
    for (const rule of rules) rule.remove();
    await bench.workspace[command]({ args: WIDE });
  }

  /** The service and the state have what the program declares. */
  async function assertAsDeclared(expected: readonly FaultedGroup[]): Promise<void> {
    const states = new Map((await bench.workspace.resources()).map((resource) => [resource.id, resource]));
    for (const faulted of expected) {
      const declared = argsOf(faulted, moved);
      const { cell, groupId } = faulted;
      assert.deepEqual(cell.row.subject.actual(app(), { groupId }), declared, nameOf(cell));
      const { outputs, initErrors } = states.get(groupId) ?? {};
      assert.equal(initErrors, undefined, nameOf(cell));
      for (const [property, value] of Object.entries(declared)) assert.deepEqual(outputs?.[property], value);
    }
  }
});

function riskiest(rows: Parameters<typeof cellsOf>[0]): readonly FaultedGroup[] {
  const chosen = rows.filter(({ subject }) => subject.name === "Group, chosen id");
  const cells = cellsOf(chosen).filter(({ column }) => RISKIEST.includes(titleOf(column)));
  return cells.map((cell, index) => {
    const name = `${cell.row.operation.name}-${index}`;
    return { cell, name, groupId: String(cell.row.subject.args(name)["groupId"]) };
  });
}

function isForEver({ times }: FaultColumn): boolean {
  return times === Number.POSITIVE_INFINITY;
}

function sources(faultedGroups: readonly FaultedGroup[], moved: ReadonlySet<FaultedGroup>): readonly GroupSource[] {
  return faultedGroups.map((faulted) => ({ name: faulted.name, args: argsOf(faulted, moved) }));
}

function argsOf(faulted: FaultedGroup, moved: ReadonlySet<FaultedGroup>): Readonly<Record<string, unknown>> {
  const { subject } = faulted.cell.row;
  return { ...subject.args(faulted.name), ...(moved.has(faulted) && subject.changes(faulted.name)) };
}
