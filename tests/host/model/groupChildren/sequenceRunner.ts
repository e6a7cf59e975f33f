import { isDeepStrictEqual } from "node:util";
import { emptySnapshot } from "../engine/snapshot";
import { type ParentName, type Situation, type StackName, stacks } from "./constants";
import { applied, type Edit, tidy } from "./edits";
import type { Environment } from "./environment";
import { SlotHistory } from "./history";
import type { Family } from "./kinds";
import type { Operation, Sequence } from "./operations";
import { ParentGroups } from "./parentGroups";
import { noFaults, TestStack } from "./testStack";

type Run = Extract<Operation, { readonly do: "up" | "destroy" | "refresh" }>;
type OfState = Exclude<Extract<Operation, { readonly stack: StackName }>, Run>;
type OfGroup = Extract<Operation, { readonly parentGroup: ParentName }>;

/** One sequence: both stacks, and foreign clients, with child resources of one family. */
export class SequenceRunner {
  readonly parents: ParentGroups;
  readonly history: SlotHistory;
  readonly stacks: Readonly<Record<StackName, TestStack>>;

  constructor(
    readonly environment: Environment,
    readonly family: Family,
    { programs, hasField, isPinned }: Sequence,
  ) {
    const prefix = environment.reset();
    this.parents = new ParentGroups(environment, family, prefix);
    this.history = new SlotHistory(this.parents);
    const testStack = (stack: StackName) => {
      const room = stack === "A" ? ({ name: "room", isInComponent: false } as const) : undefined;
      const items = tidy({ room, children: programs[stack] }, stack);
      return new TestStack(stack, environment, this.parents, this.history, items, hasField, isPinned);
    };
    this.stacks = { A: testStack("A"), B: testStack("B") };
    this.parents.create("theirs");
  }

  async run(operation: Operation): Promise<void> {
    this.environment.tick();
    if (operation.do === "rotateKey") this.environment.rotateKey();
    else if (!("stack" in operation)) this.#others(operation);
    else if (operation.do === "up" || operation.do === "destroy" || operation.do === "refresh")
      await this.#engine(operation);
    else this.#state(operation);
  }

  /** Runs every program once more, and destroys it. Nothing of the stacks may be left that was not reported. */
  async end(): Promise<void> {
    for (const stack of stacks) await this.stacks[stack].up(noFaults);
    for (const stack of stacks) await this.stacks[stack].destroy(noFaults, true);
    for (const stack of stacks) {
      const { snapshot } = this.stacks[stack];
      this.history.assertNothingForgotten(stack, snapshot, {
        isKilled: false,
        checkpoints: true,
        last: new Set(),
        dropped: [],
      });
    }
  }

  async #engine(operation: Run): Promise<void> {
    const testStack = this.stacks[operation.stack];
    if (operation.do === "refresh") return testStack.refresh(operation.app);
    if (operation.do === "destroy") return testStack.destroy(operation.run, operation.excludeProtected, operation.app);
    for (const edit of operation.edits) this.#edit(testStack, edit);
    return testStack.up(operation.run);
  }

  #edit(testStack: TestStack, edit: Edit): void {
    const items = applied(testStack.items, [edit], testStack.stack);
    const situation = situationOf(edit);
    if (situation !== undefined) this.environment.tally.add(situation, !isDeepStrictEqual(items, testStack.items));
    testStack.items = items;
  }

  #state({ do: action, stack }: OfState): void {
    const testStack = this.stacks[stack];
    if (action === "backUp") testStack.backup = testStack.snapshot;
    else testStack.replaceSnapshot(action === "restore" ? testStack.backup : emptySnapshot);
  }

  /** Changes by foreign clients. */
  #others(operation: OfGroup): void {
    const { parents, history } = this;
    const { do: action, parentGroup } = operation;
    if (action === "recreate") {
      parents.disband(parentGroup);
      parents.create(parentGroup);
      return;
    }
    if (parents.createdAt(parentGroup) === undefined) return;
    this.environment.tally.add("a mark is wiped", action === "unmark" && parents.hasMark(parentGroup));
    this.environment.tally.add("another owner marks the group", action === "claim");
    if (action === "take") {
      if (parents.slots(parentGroup).has(operation.slot)) parents.take(parentGroup, operation.slot);
    } else if (action === "put") {
      const by = history.writerOf(parentGroup, operation.slot);
      const isThere = parents.slots(parentGroup).has(operation.slot);
      parents.put(parentGroup, operation.slot, operation.value);
      // Slots that others have changed are foreign once a resource drops them.
      const isOthers = this.family.name === "mutes" || this.family.name === "bans";
      if (!isThere || isOthers || by === undefined) history.recordWrite(parentGroup, operation.slot, "stranger");
    } else parents[action](parentGroup);
  }
}

function situationOf(edit: Edit): Situation | undefined {
  switch (edit.do) {
    case "rename":
      return `a rename with${edit.hasAlias ? "" : "out"} an alias`;
    case "hand":
      return "a key or a user moves to another resource";
    case "shift":
      return "entries of a list shift";
    case "swap":
      return "two are swapped";
    case "unite":
      return "many are merged into one";
    case "split":
      return "one is split into many";
    case "reverse":
      return "a different order";
    case "room":
      return "the group gets another resource, or none";
    default:
      return undefined;
  }
}
