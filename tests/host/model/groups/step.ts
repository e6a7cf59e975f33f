import type fc from "fast-check";
import type { Failure } from "../miniEngine";
import { assertAgreement, assertClaims, assertOutcome } from "./agreement";
import type { App, Declaration } from "./rules";
import type { Outcome, StackModel, UpOptions } from "./stackModel";
import type { World } from "./world";

/** One thing that happens: what it does to the model, and how the same is done to the real thing. */
export interface Step {
  /** The stack whose engine runs; undefined: somebody else acts. */
  readonly stack?: string;
  /** How it should end; undefined: well. */
  plan(model: StackModel): Outcome | undefined;
  run(world: World): Promise<Failure> | undefined;
}

/** Does it to both, and compares them. */
export async function runStep(step: Step, model: StackModel, world: World): Promise<void> {
  model.tick();
  world.time.tick();
  const before = new Map([...model.groups].map(([key, group]) => [key, { ...group, claims: new Set(group.claims) }]));
  const expected = step.plan(model) ?? "done";
  assertOutcome(expected, await step.run(world));
  assertClaims(step.stack, before, model, world);
  assertAgreement(model, world);
}

/** A step as fast-check wants it. What it is done to depends on what there is. */
export class Command implements fc.AsyncCommand<StackModel, World> {
  constructor(
    private readonly kind: string,
    private readonly args: object,
    private readonly step: (model: StackModel) => Step | undefined,
  ) {}

  check(model: Readonly<StackModel>): boolean {
    return this.step(model as StackModel) !== undefined;
  }

  async run(model: StackModel, world: World): Promise<void> {
    const step = this.step(model);
    if (step !== undefined) await runStep(step, model, world);
  }

  toString(): string {
    return `${this.kind}(${JSON.stringify(this.args)})`;
  }
}

export function upStep(stack: string, name: string, declared: Declaration, options: UpOptions): Step {
  return {
    stack,
    plan: (model) => model.up(stack, name, declared, options),
    run: (world) => up(world, stack, name, declared, options),
  };
}

export function removeStep(stack: string, name: string, app: App): Step {
  return {
    stack,
    plan: (model) => model.remove(stack, name, app),
    run: (world) => world.engine.remove(world.host(app), stack, name),
  };
}

async function up(
  world: World,
  stack: string,
  name: string,
  { id, ...declared }: Declaration,
  options: UpOptions,
): Promise<Failure> {
  const before = world.engine.state(stack);
  // An SDKAppID that is not known is neither tried again nor forgiven: the mark is not written, and the operation ends.
  const fault = { kind: "errorCode", code: 70020 } as const;
  if (options.markFails)
    world.emulator.faults.add({ api: "modify_group_attr", times: Number.POSITIVE_INFINITY, fault });
  const args = { ...declared, ...(id !== undefined && { groupId: id }) };
  const failure = await world.engine.up(world.host(options.app), stack, name, args, options);
  world.emulator.faults.clear();
  if (!options.saved) world.engine.replaceState(stack, before);
  return failure;
}
