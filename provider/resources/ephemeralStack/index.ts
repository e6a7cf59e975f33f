import { OperationError } from "../../errors";
import type { DiffResult, OperationContext, PlanContext, ResourceHandler } from "../../handler";
import {
  type AppLocation,
  isStateOutdated,
  locationOf,
  refuseOtherApp,
  refuseOtherService,
} from "../../ownership/appLocation";
import { type OwnerInputs, ownerInputNames, parseNames } from "../../ownership/owner";
import type { RemoteObject } from "../../program/declarations";
import type { LeftGroup, UnprovenGroup } from "../../sweep/report";
import { sweepGroups } from "../../sweep/sweep";
import { argument, checkProperties, lifetime, ownerSchema } from "../../validation/schema";
import { commonStateSchema, textSchema } from "../../validation/stateSchema";
import { refuseImport } from "../notImportable";

interface Inputs extends OwnerInputs {
  /** The intended lifetime of the stack's groups, such as `48h`. */
  readonly ttl: string;
}

type State = Inputs & Required<AppLocation>;

const schema = { ttl: argument("ttl", lifetime), ...ownerSchema };

/**
 * A stack whose groups must not outlive it. It has no remote object. It is created first and deleted last: on destroy,
 * its delete disbands all groups marked as ephemeral with its identity, such as those that an interrupted up left
 * behind.
 */
export const ephemeralStackHandler: ResourceHandler<Inputs, State> = {
  kind: "EphemeralStack",
  displayName: (_id, properties) => displayName(properties),
  remoteObjects,
  stateSchema: { ...commonStateSchema, ttl: textSchema },
  computed: [],
  usesOtherIdentities: true,
  check: (_olds, news) => ({ inputs: news as unknown as Inputs, failures: checkProperties(schema, news) }),
  diff,
  create: async (inputs, operation) => ({ id: stackOf(inputs), outputs: stateOf(inputs, operation) }),
  read: async (id, state) => ({ id, inputs: inputsOf(state as State), outputs: state as State }),
  find: refuseImport("An EphemeralStack", "Declare it, and run `pulumi up`."),
  update: async (_id, olds, news, operation) => {
    refuseOtherApp("update", displayName(olds), olds, operation.settings);
    return stateOf(news, operation);
  },
  delete: sweep,
};

/** Returns the sweep of the app as an object: a second sweep of the same app would do the same. */
function remoteObjects(): readonly RemoteObject[] {
  return [{ key: "sweep", text: "the sweep of this app", property: "ttl" }];
}

function diff(olds: State, news: Inputs, plan: PlanContext): DiffResult {
  refuseOtherService(displayName(olds), olds, plan);
  const movesApp = olds.sdkAppId !== plan.sdkAppId;
  const inputsDiffer = (["ttl", ...ownerInputNames] as const).some((name) => olds[name] !== news[name]);
  return {
    replaces: movesApp ? ["sdkAppId"] : [],
    changes: inputsDiffer ? "inputs" : movesApp || isStateOutdated(olds, plan) ? "state" : "none",
    deleteBeforeReplace: false,
  };
}

async function sweep(_id: string, state: State, operation: OperationContext): Promise<void> {
  const { __identity: identity } = state;
  const { log, program, settings, otherIdentities } = operation;
  refuseOtherApp("delete", displayName(state), state, settings);
  if (program.isRunning()) {
    log.info(
      `The ${displayName(state)} is not swept: it was replaced or removed from the program, which may still declare its groups. ` +
        `Only a destroy sweeps; \`tencent-chat sweep --identity ${identity}\` lists the groups.`,
    );
    return;
  }
  // In a stack that moved between hosts, groups may have several identities.
  for (const each of new Set([identity, ...otherIdentities])) await sweepOne(each, state, operation);
}

async function sweepOne(identity: string, state: State, operation: OperationContext): Promise<void> {
  const { log } = operation;
  const report = await sweepGroups({ identity }, { dryRun: false, onlyEphemeral: true }, operation);
  const { looked, swept, failed, unproven, persistent, unreadable } = report;
  if (swept.length > 0) {
    const ids = swept.map(({ groupId }) => groupId).join(", ");
    log.info(
      `Swept the ${displayName(state)}: of ${looked} groups of the app, ${swept.length} belonged to it but were in no state, and were disbanded: ${ids}.`,
    );
  }
  if (persistent.length > 0)
    log.info(
      `Left alone, since their owner marks say so (persist): ${persistent.map(({ groupId }) => groupId).join(", ")}.`,
    );
  if (unproven.length > 0) log.warn(unprovenText(identity, unproven));
  // Their owners are unknown: a problem with a foreign group must not stop a destroy.
  if (unreadable.length > 0) log.warn(unreadableText(identity, unreadable));
  if (failed.length > 0) throw notDisbanded(displayName(state), failed);
}

function unprovenText(identity: string, groups: readonly UnprovenGroup[]): string {
  return (
    `Left alone, since nothing proves that they belong to this stack:\n${lines(groups)}\n` +
    `To inspect them, run \`tencent-chat sweep --identity ${identity}\`.`
  );
}

function unreadableText(identity: string, groups: readonly LeftGroup[]): string {
  return (
    `${groups.length} ${groups.length === 1 ? "group" : "groups"} of the app could not be read, so their owner is unknown:\n` +
    `${lines(groups.slice(0, 5))}\nTo search for groups of this stack again, run \`tencent-chat sweep --identity ${identity}\`.`
  );
}

function notDisbanded(displayName: string, groups: readonly LeftGroup[]): OperationError {
  return new OperationError(
    `Some groups of the ${displayName} could not be disbanded:\n${lines(groups)}\nRun \`pulumi destroy\` again.`,
  );
}

function lines(groups: readonly LeftGroup[]): string {
  return groups.map(({ groupId, why }) => `  - ${groupId}: ${why}`).join("\n");
}

function stateOf(inputs: Inputs, { settings }: OperationContext): State {
  return { ...inputs, ...locationOf(settings) };
}

function inputsOf({ sdkAppId: _, service: __, ...inputs }: State): Inputs {
  return inputs;
}

function displayName(properties: object): string {
  return `ephemeral stack ${stackOf(properties)}`.trim();
}

function stackOf(properties: object): string {
  return parseNames(String((properties as Partial<Inputs>).__managedBy))?.stack ?? "";
}
