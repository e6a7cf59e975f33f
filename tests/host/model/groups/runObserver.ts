import assert from "node:assert/strict";
import type { HostError } from "../../support/errors";
import type { Observer, Outcome, Step } from "../engine/deployment";
import { type Program, urnOf } from "../engine/program";
import { countRun } from "../engine/tally";
import type { App, Field, StackName, Type } from "./constants";
import { Declarations } from "./declarations";
import type { Environment } from "./environment";
import { type ExpectedResult, expectedResultOf, type StepContext } from "./expectations";
import type { DerivedFrom, GroupHistory, GroupRecord } from "./history";
import type { Group } from "./rules";
import { type FaultChoice, StepFault } from "./stepFault";

/** What a refusal must name: the way out for whoever reads it. */
const remedies =
  /adopt: "(always|ifOwned)"|pulumi state delete|TENCENT_CHAT_SDK_APP_ID|pulumi up --refresh|groupId|TENCENT_CHAT_FORCE_DISBAND|run `pulumi up` again/;

export interface ObservedRun {
  readonly stack: StackName;
  readonly mode: StepContext["mode"];
  readonly app: App;
  readonly field: Field | undefined;
  readonly program: Program;
  readonly fault?: FaultChoice | undefined;
}

/** Checks one run of the engine: each step ends as the rules say, and changes nothing else. */
export class RunObserver implements Observer {
  readonly declarations: Declarations;
  /** How many steps failed as expected. */
  failures = 0;
  /** The groups that the last step of the run has created or adopted. */
  last: GroupRecord | undefined;
  readonly #guarded = new Set<string>();
  readonly #replacedFirst = new Set<string>();
  #before: readonly Group[] = [];
  readonly #start: readonly Group[];
  #expected: ExpectedResult | undefined;
  #fault: StepFault | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly history: GroupHistory,
    private readonly run: ObservedRun,
  ) {
    this.declarations = new Declarations(new Set(run.program.map(({ args }) => args["groupId"])));
    this.#start = environment.groups();
    this.#countMarks();
  }

  checked(urn: string, inputs: Record<string, unknown>, olds: Record<string, unknown>): void {
    const { groupId } = inputs;
    if (typeof groupId !== "string") return;
    this.declarations.checked(urn, inputs, olds);
    const isNew = olds["groupId"] !== groupId && this.declarations.isDerived(groupId);
    if (isNew) this.history.recordDerivedId(groupId, derivedFrom(inputs));
  }

  begin(step: Step): void {
    const { environment, run } = this;
    this.#before = environment.groups();
    this.#expected = expectedResultOf(step, this.#circumstances());
    this.#fault = StepFault.begin(run.fault, step, this.#expected, environment, this.history);
  }

  end(step: Step, failure: HostError | undefined): void {
    const { environment, run } = this;
    const planned = this.#expected ?? assert.fail();
    const expected = this.#fault?.end(planned) ?? planned;
    const isTroubled = expected !== planned;
    const outcome = failure === undefined ? "done" : failure.partialFailure ? "half" : "refused";
    const text = `${run.stack}: ${step.op} ${step.urn}: ${failure?.message ?? "it succeeded"}`;
    assert.equal(outcome, expected.outcome, text);
    if (failure !== undefined) this.failures += 1;
    if (failure !== undefined && !isTroubled) assert.match(failure.message, remedies, text);
    if (expected.outcome === "refused" && step.op === "delete" && step.kind === "Group") this.#remember(step);
    this.#see(step, expected, text);
    this.#countStep(step, expected, isTroubled);
    environment.learnMarks(this.#before, run.stack);
    this.last = undefined;
    if (step.kind === "Group") this.#settle(step, expected, isTroubled);
    if (expected.disbands.length > 0) environment.tick();
  }

  /** After an up: each declared group exists, and is the same one as before, whatever the steps were allowed. */
  assertDone(): void {
    for (const { groupId, type } of this.declarations.groups) {
      const before = this.#start.find((group) => group.id === groupId && group.type === type);
      // New groups are checked by their own step. An unchanged resource in the state is not verified by any call.
      if (before === undefined || this.#replacedFirst.has(before.id)) continue;
      const now = this.environment.group(before.id);
      assert.equal(now?.createdAt, before.createdAt, `the program declares ${before.id}, and it has changed`);
    }
  }

  /** Asserts what the step really changed. */
  #see(step: Step, expected: ExpectedResult, text: string): void {
    const { environment, history, run } = this;
    const effects = environment.takeEffects();
    const idsOf = (api: string) => effects.filter((each) => each.api === api).flatMap(({ groupIds }) => groupIds);
    const disbanded = idsOf("destroy_group").filter((id) => this.#before.some((group) => group.id === id));
    assert.deepEqual([...disbanded].sort(), [...expected.disbands].sort(), `${text}: disbanded groups`);
    assert.deepEqual(
      idsOf("create_group"),
      expected.creates === undefined ? [] : [expected.creates],
      `${text}: created groups`,
    );
    const allowed = new Set([...expected.disbands, ...expected.touches]);
    for (const { api, groupIds } of effects) {
      for (const id of groupIds) assert.ok(allowed.has(id), `${text}: it called ${api} on ${id}`);
    }
    for (const id of disbanded) this.#mayDisband(step, id, text);
    const created = expected.creates === undefined ? undefined : environment.group(expected.creates);
    if (created !== undefined) history.recordCreate(created, run.stack);
  }

  /** Whatever marks and states say: a stack never disbands a foreign, a declared or a retained group. */
  #mayDisband(step: Step, id: string, text: string): void {
    const { history, run } = this;
    const group = this.#before.find((each) => each.id === id) ?? assert.fail();
    const record = history.of(group);
    assert.ok(record.isTampered || record.owners.has(run.stack), `${text}: ${run.stack} does not own ${id}`);
    if (step.kind === "EphemeralStack")
      assert.ok(record.isEphemeral || record.isTampered, `${text}: ${id} is not ephemeral`);
    const isDeclared = run.mode === "up" && this.declarations.declares(id, group.type);
    assert.ok(!isDeclared || this.#isDeletedFirst(step), `${text}: the program declares ${id}`);
    if (this.#isDeletedFirst(step)) this.#replacedFirst.add(id);
  }

  /** The program allows it: delete before replace. */
  #isDeletedFirst({ urn }: Step): boolean {
    return this.run.program.some((declared) => {
      const { deleteBeforeReplace, aliases = [] } = declared.options ?? {};
      return deleteBeforeReplace === true && [urnOf(declared), ...aliases].includes(urn);
    });
  }

  #settle(step: Step, { outcome }: ExpectedResult, isTroubled: boolean): void {
    const { environment, history, run } = this;
    if (step.op !== "create" && step.op !== "update") return;
    this.declarations.finished(step.urn, outcome !== "refused");
    const inputs = step.inputs as {
      groupId: string;
      __identity: string;
      adopt: string;
      __ttl?: string;
      disbandOnlyIf?: object;
    };
    const group = environment.group(inputs.groupId);
    if (group === undefined || outcome === "refused") return;
    const record = history.of(group);
    if (outcome === "half" && !isTroubled) return;
    this.last = record;
    const isAllowed = inputs.adopt === "always" || record.owners.has(run.stack) || record.isTampered;
    assert.ok(isAllowed, `${run.stack} adopts ${group.id}, which it never owned`);
    if (outcome === "done") record.owners.clear();
    if (outcome === "done" || inputs.adopt === "always") record.owners.add(run.stack);
    if (outcome === "half") return;
    record.identity = inputs.__identity;
    record.isEphemeral = inputs.__ttl !== undefined && inputs.disbandOnlyIf === undefined;
    this.#assertAsDeclared(step, group);
  }

  #assertAsDeclared({ urn, inputs = {} }: Step, group: Group): void {
    const { type, name, ownerAccount } = inputs as { type: Type; name: string; ownerAccount?: string };
    assert.deepEqual([group.type, group.name], [type, name], urn);
    const isOwned = ownerAccount === undefined || type === "AVChatRoom" || group.ownerAccount === ownerAccount;
    assert.ok(isOwned, `${urn} has the owner ${group.ownerAccount}`);
    const { field } = this.run;
    const own = this.environment.marks.get((field === undefined ? group.attribute : group.fields[field]) ?? "");
    assert.equal(own?.by, this.run.stack, `${urn} is not marked`);
    assert.ok(
      field === undefined || group.attribute === undefined || !this.environment.marks.has(group.attribute),
      `${urn} is marked twice`,
    );
  }

  #remember({ old }: Step): void {
    const { groupId, disbandOnlyIf } = old?.outputs ?? {};
    const group = this.#before.find(({ id }) => id === groupId);
    if (disbandOnlyIf !== undefined && group !== undefined && group.members > 1) this.#guarded.add(group.id);
  }

  #countMarks(): void {
    const { environment, history, run } = this;
    const { tally } = environment;
    const own = this.#start.filter((group) => history.of(group).owners.has(run.stack));
    const marksOf = ({ attribute, fields }: Group) =>
      [attribute, ...Object.values(fields)].flatMap((text) => environment.marks.get(text ?? "") ?? []);
    const isElsewhere = ({ attribute, fields }: Group) =>
      run.field === undefined
        ? Object.values(fields).some((text) => environment.marks.has(text))
        : !environment.marks.has(fields[run.field] ?? "") && marksOf({ attribute, fields } as Group).length > 0;
    const isFormer = own.some((group) => marksOf(group).some(({ key }) => key !== environment.key));
    tally.add("a run with the previous key's marks", isFormer);
    tally.add(`a run with marks in ${run.field === undefined ? "an attribute" : "a custom field"}`, own.length > 0);
    tally.add("a run with marks in another location", own.some(isElsewhere));
    const isBesideOther = this.#start.some((group) =>
      [...history.of(group).owners].some((stack) => stack !== run.stack),
    );
    tally.add("a run of one stack while the other one has groups", run.mode === "up" && isBesideOther);
  }

  #countStep(step: Step, { outcome, disbands, creates, isHandedOver }: ExpectedResult, isTroubled: boolean): void {
    const { tally } = this.environment;
    const id = String((step.inputs ?? step.old?.outputs)?.["groupId"]);
    const group = this.#before.find((each) => each.id === id);
    const { owners } = (group && this.history.of(group)) ?? { owners: new Set<StackName>() };
    const owner = owners.has(this.run.stack) ? "own" : owners.size > 0 ? "the other stack" : "a foreign client";
    const isFound = step.op === "create" && step.kind === "Group" && group !== undefined && !isTroubled;
    tally.add("a step fails halfway", isTroubled && outcome === "half");
    tally.add("a group is created", creates !== undefined && outcome !== "refused");
    tally.add("a group is disbanded", step.kind === "Group" && disbands.length > 0);
    tally.add("a group is swept", step.kind === "EphemeralStack" && disbands.length > 0);
    tally.add("a group is handed over within the program", isHandedOver === true && outcome === "done");
    tally.add("a handover fails", isHandedOver === true && outcome === "refused");
    tally.add("a group is adopted again", isFound && owner === "own" && outcome === "done");
    if (group === undefined || owner === "own" || isTroubled) return;
    tally.add(`a group of ${owner} is taken over`, isFound && outcome === "done");
    tally.add(`a group of ${owner} is refused`, outcome !== "done");
  }

  /** @param how when the run was meant to be killed; undefined: not at all */
  count(outcome: Outcome, how: "before" | "unsaved" | undefined): void {
    const { tally } = this.environment;
    countRun(tally, this.run.mode, outcome, how);
    tally.add(
      "a group is retained",
      outcome.dropped.some(({ kind }) => kind === "Group"),
    );
    tally.add("a guard stops a disband", this.#guarded.size > 0);
  }

  #circumstances(): StepContext {
    const { environment, history, run } = this;
    return {
      mode: run.mode,
      app: run.app,
      key: environment.key,
      field: run.field,
      marks: environment.marks,
      groups: this.#before,
      declarations: this.declarations,
      guarded: this.#guarded,
      isCertified: (id, identity) => history.isCertified(id, identity),
    };
  }
}

/** The inputs of a group's derived id, if the program gives no id. */
export function derivedFrom({
  __identity: identity,
  __managedBy: managedBy,
  type,
  __ttl: ttl,
  disbandOnlyIf,
}: Readonly<Record<string, unknown>>): DerivedFrom {
  const [, , stack = "", name = ""] = String(managedBy).split("/");
  const isEphemeral = ttl !== undefined && disbandOnlyIf === undefined;
  return { identity: String(identity), stack, name, type: String(type), isEphemeral };
}
