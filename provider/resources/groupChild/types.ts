import { OperationError } from "../../errors";
import type { CheckResult, OperationContext, PlanContext, Properties, StateSchema } from "../../handler";
import type { OwnerInputs } from "../../ownership/owner";
import type { RemoteObject } from "../../program/declarations";
import type { ChildInputs, ParentGroup } from "./parentGroup";

/** The state: the inputs, so that a delete knows them, and what identifies the parent group. */
export type ChildState<I> = I & {
  readonly sdkAppId: number;
  readonly service: string;
  /** Unix seconds. With the id, it distinguishes the group from a later one with the same id. */
  readonly groupCreateTime: number;
  /** The identity of a foreign owner who already owned the group when the child was created in it. */
  readonly foreignGroup?: string;
};

/**
 * Writes all changes, after `prepare` has done all reads. A failure keeps the child in the state, except for
 * `NotCreated`.
 *
 * @param remember takes observed values that belong in the state alone, also if the write fails later
 */
type ApplyChanges<I> = (remember: (observed: Partial<I>) => void) => Promise<void>;

/** The child was certainly not created: nothing stays in the state. */
export class NotCreated extends OperationError {}

/** A child resource of a group. `groupChildHandler` holds what all of them have in common. */
export interface GroupChild<I extends ChildInputs> {
  /** The name of the resource's class. */
  readonly kind: string;
  /** See `ResourceHandler`. */
  readonly lostOnReplace?: string;
  /** Returns its name in messages, before "of group …", such as `attributes`. Any input may be missing. */
  displayName(inputs: Properties): string;
  id(inputs: I): string;
  /** The declared properties, without the group id and the app. */
  readonly properties: readonly Exclude<keyof I & string, keyof OwnerInputs | "groupId">[];
  /** Those properties that can only be changed by replacement. */
  readonly replaceOnChanges: readonly Exclude<keyof I & string, keyof OwnerInputs | "groupId">[];
  /** Returns the remote objects that it manages, each with its own key. Any input may be unknown. */
  remoteObjects(inputs: Partial<I>): readonly RemoteObject[];
  /**
   * Returns the inputs without the objects that another resource declares; a scope is another's as soon as that one
   * declares anything of it.
   */
  withoutObjects(known: I, isElsewhere: (key: string) => boolean): I;
  /** What it needs of its state in addition to what all children have. */
  readonly stateSchema: StateSchema;
  /** How some properties are compared; all others must be deeply equal. */
  readonly equals?: Partial<Record<keyof I, (a: unknown, b: unknown) => boolean>>;
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /**
   * Reads the actual state and refuses what is not allowed; the returned function does all writes.
   *
   * @param before the previously declared inputs; undefined for a create
   */
  prepare(inputs: I, before: I | undefined, parent: ParentGroup, operation: OperationContext): Promise<ApplyChanges<I>>;
  /** Returns the inputs with the actual values of the group; undefined if the child no longer exists. */
  observe(known: I, parent: ParentGroup, operation: OperationContext): Promise<I | undefined>;
  /** Returns what identifies it, from its id: the group's id, and for some kinds more. */
  identify(id: string): Partial<I> & Pick<ChildInputs, "groupId">;
  /** Reads everything that a program has to declare for it; undefined if there is nothing. */
  discover(
    known: Pick<ChildInputs, "groupId"> & Partial<I>,
    parent: ParentGroup,
    operation: OperationContext,
  ): Promise<Properties | undefined>;
  /** The outputs that no input gives, besides those of all children. */
  readonly computed?: readonly string[];
  /** Removes it from the group. If it is already gone, that is no error. */
  remove(known: I, parent: ParentGroup, operation: OperationContext): Promise<void>;
  /** The properties that only the state has, not the inputs. */
  readonly stateOnly?: readonly (keyof I & string)[];
  /** Returns what the state records after a partial change, if the new inputs alone would lose what is still to be removed. */
  partialState?(inputs: I, before: I): I;
}
