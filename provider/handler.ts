import type { z } from "zod";
import type { CallOptions, ChatClient, Clock, Logger } from "../chat";
import type { RemoteObject } from "./program/declarations";
import type { ProgramView } from "./program/programView";
import type { Settings } from "./settings";

/** A property bag as the engine hands it over: plain JSON, nothing known about it yet. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a handler cannot do without in its state, and what it would stumble over: not all that the state has. */
export type StateSchema = Readonly<Record<string, z.ZodType>>;

/** Why one input is refused: which one, what is allowed, what was given. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult<I> {
  readonly inputs: I;
  readonly failures: readonly CheckFailure[];
}

export interface DiffResult {
  /** The inputs that can only be changed by making the resource anew. */
  readonly replaces: readonly string[];
  /** `"inputs"`: the engine works out which inputs differ. `"state"`: the inputs are equal, and what is kept beside them is stale. */
  readonly changes: "none" | "inputs" | "state";
  readonly deleteBeforeReplace: boolean;
}

export interface ReadResult<I, O> {
  readonly id: string;
  readonly outputs: O;
  readonly inputs: I;
}

/** What a handler may know while the engine plans: no secret key is needed and no call is made. */
export interface PlanContext {
  readonly sdkAppId: number;
  /** Which service the settings lead to, and by what other names states may know it. */
  readonly service: string;
  readonly sameServiceAs: readonly string[];
  /** Tells one secret key from another without telling the key; undefined where no key is at hand. */
  readonly keyId: string | undefined;
  /** The custom field that is ours, if any: no program may use it. */
  readonly ownerField: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a handler works with while something happens. */
export interface OperationContext {
  readonly client: ChatClient;
  readonly settings: Settings & { readonly secretKey: string };
  readonly keyId: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Deadline and cancellation of this operation, handed on to every call. */
  readonly call: CallOptions & { readonly deadline: number };
  /** What the program declares that the engine runs now. */
  readonly program: ProgramView;
  /** Aborted when the engine is gone: from then on nothing new is begun, and what has begun is ended. */
  readonly startBy: AbortSignal;
}

/**
 * One resource type, told in plain TypeScript: whatever is particular to the process that hosts it
 * (today Pulumi's dynamic-provider host) stays in that host's adapter.
 */
export interface ResourceHandler<I, O> {
  /** The name of the resource's class. */
  readonly kind: string;
  /** The words for a resource in messages, e.g. `group ops-room`. The properties may lack anything. */
  displayName(id: string | undefined, properties: Properties): string;
  /** What the handler needs of a state: where that is not so, the adapter says so, and calls neither of the methods below. */
  readonly stateSchema: StateSchema;
  /** The resource's id, as its state has it. */
  idOf?(state: O): string;
  /** Whether it was only ever read: then nothing of a state is needed for that. */
  isReadOnly?(state: Properties): boolean;
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /**
   * What it manages in the service, as far as its inputs are known: no other resource of the program may declare it as
   * well, and a delete leaves to another what that one declares now.
   *
   * @param given the inputs as the program gives them, before `check` completed them
   */
  remoteObjects(inputs: Partial<I>, given?: object): readonly RemoteObject[];
  diff(olds: O, news: I, plan: PlanContext): DiffResult;
  create(inputs: I, operation: OperationContext): Promise<{ readonly id: string; readonly outputs: O }>;
  /** Undefined: the resource is gone. */
  read(id: string, state: Partial<O>, operation: OperationContext): Promise<ReadResult<I, O> | undefined>;
  update(id: string, olds: O, news: I, operation: OperationContext): Promise<O>;
  delete(id: string, state: O, operation: OperationContext): Promise<void>;
}
