import assert from "node:assert/strict";
import type { Failure } from "../miniEngine";
import type { Group } from "./rules";
import { keyOf, type Outcome, type StackModel } from "./stackModel";
import { markKey, stacks, type World } from "./world";

/** What a refusal must name: the way out for whoever reads it. */
const waysOut = /adopt: "(always|owned)"|pulumi state delete|TENCENT_CHAT_SDK_APP_ID|pulumi up --refresh|groupId/;

/** An operation ended as the rules say, and who was refused was told what to do. */
export function assertOutcome(expected: Outcome, failure: Failure): void {
  const actual: Outcome = failure === undefined ? "done" : failure.partialFailure ? "half" : "refused";
  assert.equal(actual, expected, failure?.message ?? "it succeeded");
  if (failure !== undefined && expected === "refused") assert.match(failure.message, waysOut);
}

/** The service has exactly the groups of the model, and the states say of them what the model's states say. */
export function assertAgreement(model: StackModel, world: World): void {
  const real = new Map(
    ([0, 1] as const).flatMap((app) =>
      world
        .app(app)
        .groups()
        .map((group) => [keyOf(app, group.groupId), group]),
    ),
  );
  assert.deepEqual([...real.keys()].sort(), [...model.groups.keys()].sort());
  for (const [key, group] of model.groups) {
    const found = real.get(key);
    assert.ok(found);
    assert.deepEqual([found.type, found.name], [group.type, group.name], key);
    assertMark(group, found.attributes["pulumi"], world);
    world.times.set(group.born, found.createTime);
  }
  for (const stack of stacks) assertState(stack, model, world);
}

function assertMark({ app, id, attribute }: Group, text: string | undefined, world: World): void {
  assert.equal(text === undefined, attribute === undefined, `the mark of ${id}: ${text}`);
  if (attribute === undefined || text === undefined) return;
  if (attribute === "garbage") {
    assert.ok(![...world.marks.values()].some((known) => known.text === text), `the mark of ${id} is a good one`);
    return;
  }
  const known = world.marks.get(markKey(attribute));
  if (known === undefined) {
    assert.deepEqual([attribute.app, attribute.id], [app, id], "the provider wrote the mark of another group");
    world.marks.set(markKey(attribute), { mark: attribute, text });
  } else {
    assert.equal(text, known.text, `the mark of ${id} is another`);
  }
}

function assertState(stack: string, model: StackModel, world: World): void {
  const state = model.state(stack);
  const kept = world.engine.state(stack);
  assert.deepEqual([...kept.keys()].sort(), [...state.keys()].sort(), `the state of ${stack}`);
  for (const [name, entry] of state) {
    const { id, outputs, initErrors } = kept.get(name) ?? assert.fail();
    const expected = {
      id: entry.id,
      sdkAppId: world.sdkAppId(entry.app),
      type: entry.type,
      name: entry.name,
      managedBy: entry.owner,
      initErrors: entry.incomplete,
    };
    const { sdkAppId, type, name: text, managedBy, createTime } = outputs;
    assert.deepEqual({ id, sdkAppId, type, name: text, managedBy, initErrors }, expected, `${stack}/${name}`);
    // A group that was made and disbanded within one step was never seen.
    const time = entry.born === undefined ? undefined : world.times.get(entry.born);
    if (time !== undefined) assert.equal(createTime, time, `${stack}/${name} has the time of another group`);
  }
}

/** Whatever the step changed in the service, it changed on groups that the stack has a claim to; others' steps change nothing. */
export function assertClaims(
  stack: string | undefined,
  before: ReadonlyMap<string, Group>,
  model: StackModel,
  world: World,
): void {
  for (const { api, sdkAppId, groupIds } of world.takeEffects()) {
    assert.ok(stack, `${api} without an operation`);
    const app = sdkAppId === world.sdkAppId(0) ? 0 : 1;
    for (const id of groupIds) {
      const groups = [before.get(keyOf(app, id)), model.group(app, id)];
      const claimed = groups.some((group) => group !== undefined && model.isOf(stack, group));
      assert.ok(claimed, `${stack} called ${api} on ${id}, which is not its own`);
    }
  }
}
