import assert from "node:assert/strict";
import fc from "fast-check";
import { commands } from "./commands";
import { types } from "./rules";
import { StackModel } from "./stackModel";
import { removeStep, runStep, upStep } from "./step";
import { names, stacks, World } from "./world";

/** More of them on demand: `MODEL_RUNS=100000 MODEL_SEED=7 npx mocha tests/host/model/groups/groups.test.ts`. */
const runs = Number(process.env["MODEL_RUNS"] ?? 1000);
const seed = Number(process.env["MODEL_SEED"] ?? 20_240_601);
/** A sequence mostly waits for answers: several at a time, each with a service of its own, use the machine better. */
const lanes = 3;

describe("random programs of two stacks, strangers and accidents", () => {
  const worlds: World[] = [];

  before(async () => {
    for (let lane = 0; lane < lanes; lane++) worlds.push(await World.start());
  });
  after(async () => {
    for (const world of worlds) await world.stop();
  });

  it(`disband nothing foreign, leak nothing silently, and end as the rules say (${runs} sequences)`, async function () {
    this.timeout(0);
    await Promise.all(worlds.map((world, lane) => check(world, seed + lane, Math.ceil(runs / lanes))));
  });
});

/** fast-check's own message has the seed, the path and the shrunk commands. */
function check(world: World, seed: number, numRuns: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      world.reset();
      const model = new StackModel(stacks, names, (owner, type) => world.derivedId(owner, type));
      addBystanders(model, world);
      await fc.asyncModelRun(() => ({ model, real: world }), steps);
      await bringHome(model, world);
      await destroyAll(model, world);
      for (const group of model.groups.values()) {
        assert.ok(model.excused(group), `${group.id} is left, and nobody was told`);
      }
    }),
    { numRuns, seed, endOnFailure: false },
  );
}

/** Groups that no program ever names, one of them with an id like a derived one. */
function addBystanders(model: StackModel, world: World): void {
  for (const app of [0, 1] as const) {
    for (const id of ["lobby", "dev-room-aaaaaaaaaaaaaaaa"]) {
      model.make({ app, id, type: types[0], name: "theirs" });
      world.app(app).create({ groupId: id, type: types[0], name: "theirs" });
    }
  }
}

/** Every program once more, as it was last: a lost state finds its groups again where anything can prove them. */
async function bringHome(model: StackModel, world: World): Promise<void> {
  const options = { app: 0, replace: false, markFails: false, saved: true } as const;
  for (const [stack, programs] of model.programs) {
    for (const [name, declared] of programs) {
      const app = model.state(stack).get(name)?.app ?? options.app;
      await runStep(upStep(stack, name, declared, { ...options, app }), model, world);
    }
  }
}

async function destroyAll(model: StackModel, world: World): Promise<void> {
  for (const [stack, state] of model.states) {
    for (const [name, { app }] of state) await runStep(removeStep(stack, name, app), model, world);
  }
}
