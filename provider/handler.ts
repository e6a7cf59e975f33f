import type { z } from "zod";
import type { CallOptions, ChatClient, Clock, Logger } from "../chat";
import type { RemoteObject } from "./program/declarations";
import type { ProgramView } from "./program/programView";
import type { SettingOrigins } from "./settingSources";
import type { Settings } from "./settings";

/** A property bag from the engine: plain JSON, not yet validated. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a handler requires of its state: not everything that the state holds. */
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
  /** The inputs that can only be changed by replacing the resource. */
  readonly replaces: readonly string[];
  /**
   * `"inputs"`: the engine determines which inputs differ. `"state"`: the inputs are equal, but what the state holds
   * beside them is outdated.
   */
  readonly changes: "none" | "inputs" | "state";
  readonly deleteBeforeReplace: boolean;
  /** Whether an update would only write the owner mark of an imported resource. */
  readonly isMarkPending?: boolean;
  /** Whether an update would only write outputs in another form. */
  readonly isOtherFormOnly?: boolean;
  /** A warning for the plan. */
  readonly notice?: string;
  /** What the update does, where the engine shows too much or too little. */
  readonly summary?: string;
}

export interface ReadResult<I, O> {
  readonly id: string;
  readonly outputs: O;
  /** Left out if they stay as they are in the state. */
  readonly inputs?: I;
}

/** What a handler knows while the engine plans: no secret key is needed and no call is made. */
export interface PlanContext {
  readonly sdkAppId: number;
  /** The service that the settings select, and its other names in states. */
  readonly service: string;
  readonly sameServiceAs: readonly string[];
  /** Where the settings come from, for messages. */
  readonly sources: SettingOrigins;
  /** Identifies the secret key without revealing it; undefined if there is none. */
  readonly keyId: string | undefined;
  /** The custom field that holds the owner mark, if any: no program may use it. */
  readonly ownerField: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a handler works with during an operation. */
export interface OperationContext {
  readonly client: ChatClient;
  readonly settings: Settings & { readonly secretKey: string };
  readonly keyId: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Deadline and cancellation of this operation, passed to every call. */
  readonly call: CallOptions & { readonly deadline: number };
  /** What the running program declares. */
  readonly program: ProgramView;
  /** Aborted when the engine is gone: then nothing new starts, and what has started is finished. */
  readonly startBy: AbortSignal;
  /** Aborted when the user has cancelled the run: an operation on many groups starts no further one. */
  readonly cancelled: AbortSignal;
  /** The end that the program sets for the whole operation (`customTimeouts`), in milliseconds since 1970. */
  readonly endBy?: number | undefined;
  /** Identities, besides that of the resource, that other resources of its stack may have: see `keepOwner`. */
  readonly otherIdentities: readonly string[];
}

/**
 * One resource type in plain TypeScript. Everything specific to the process that hosts it (Pulumi's dynamic-provider host, or
 * the plugin) stays in that host's adapter.
 */
export interface ResourceHandler<I, O> {
  /** The name of the resource's class. */
  readonly kind: string;
  /** Returns the name of a resource for messages, such as `group ops-room`. Any property may be missing. */
  displayName(id: string | undefined, properties: Properties): string;
  /** What the handler needs of a state. If a state does not match, the adapter reports it and calls none of the methods below. */
  readonly stateSchema: StateSchema;
  /** Returns the resource's id from its state. */
  idOf?(state: O): string;
  /** The outputs that only the service or a create decides: a preview of a create does not know them. */
  readonly computed: readonly string[];
  /** The outputs that hold values of inputs under another name, with these inputs: as secret as they are. */
  readonly copies?: Readonly<Record<string, readonly string[]>>;
  /** The properties of inputs and state that are maps with an entry for each of many parts: see `withLargeMaps`. */
  readonly largeMaps?: readonly string[];
  /** Whether a delete needs the identities of the other resources of the stack. */
  readonly usesOtherIdentities?: true;
  /** Whether the resource is only read (`get`): then a read requires nothing of its state. */
  isReadOnly?(state: Properties): boolean;
  /** What a replacement loses that users have written, as a clause; undefined if nothing. */
  readonly lostOnReplace?: string;
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /**
   * Returns the remote objects that the resource manages, as far as its inputs are known. No other resource of the
   * program may declare them as well, and a delete leaves an object alone that another resource now declares.
   *
   * @param given the inputs as declared in the program, before `check` completed them
   */
  remoteObjects(inputs: Partial<I>, given?: object): readonly RemoteObject[];
  /**
   * Returns the remote objects that a state has, for a resource of which a part may exist. Default: what the inputs declare
   * exists if the resource does.
   */
  objectsInState?(state: O): readonly RemoteObject[];
  diff(olds: O, news: I, plan: PlanContext): DiffResult;
  create(inputs: I, operation: OperationContext): Promise<{ readonly id: string; readonly outputs: O }>;
  /** Undefined if the resource no longer exists. */
  read(id: string, state: Partial<O>, operation: OperationContext): Promise<ReadResult<I, O> | undefined>;
  /**
   * Reads a resource by its id alone, and changes nothing. Returns the inputs that a program has to declare for it, without
   * what needs no declaration; undefined if there is none.
   *
   * @param owner the owner that the resource gets
   * @param isImport whether this stack is going to manage the resource; otherwise the program only reads it
   * @throws OperationError if it may not be imported, such as a group of another owner
   */
  find(
    id: string,
    owner: Properties,
    isImport: boolean,
    operation: OperationContext,
  ): Promise<ReadResult<object, object> | undefined>;
  update(id: string, olds: O, news: I, operation: OperationContext): Promise<O>;
  delete(id: string, state: O, operation: OperationContext): Promise<void>;
}
