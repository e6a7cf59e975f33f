import type { AppHandle } from "../../../emulator";
import { ownedBy } from "../support/groups";
import type { EngineResource } from "./engineResource";
import type { Args, Subject } from "./subjects/subject";

/** A resource of a cell, and its environment. */
export interface Target {
  readonly subject: Subject;
  readonly name: string;
  readonly resource: EngineResource;
  readonly app: AppHandle;
  /** The checked inputs of the first declaration. */
  readonly inputs: Args;
}

/** The user's operation when the fault strikes. With an API, it is a row of the matrix. */
export interface Operation {
  readonly name: string;
  /** Runs without a fault. */
  prepare(target: Target): Promise<void>;
  run(target: Target): Promise<void>;
  /** What the program declares at the end. */
  declared(target: Target): Args;
}

/** What the program declares first, including the internal properties of the program side. */
export function original({ subject, name }: Pick<Target, "subject" | "name">): Args {
  return { ...subject.args(name), ...ownedBy(name) };
}

function changed(target: Target): Args {
  return { ...original(target), ...target.subject.changes(target.name) };
}

async function createWithDrift(target: Target): Promise<void> {
  await target.resource.up(original(target));
  target.subject.causeDrift(target.app, target.inputs);
}

export const operations: readonly Operation[] = [
  { name: "up", prepare: async () => {}, run: (target) => target.resource.up(original(target)), declared: original },
  {
    name: "update",
    prepare: createWithDrift,
    run: (target) => target.resource.up(changed(target)),
    declared: changed,
  },
  {
    name: "refresh",
    prepare: createWithDrift,
    run: ({ resource }) => resource.refresh(),
    declared: original,
  },
  {
    name: "destroy",
    prepare: (target) => target.resource.up(original(target)),
    run: ({ resource }) => resource.destroy(),
    declared: original,
  },
];
