import { OperationError } from "../../errors";
import type { CheckResult, OperationContext, PlanContext, Properties, StateSchema } from "../../handler";
import type { OwnerInputs } from "../../ownership/owner";
import type { RemoteObject } from "../../program/declarations";
import type { ChildInputs, ParentGroup } from "./parentGroup";

/** What the state holds: the inputs, so that a delete knows them, and which group it was. */
export type ChildState<I> = I & {
  readonly sdkAppId: number;
  readonly service: string;
  /** Unix seconds; with the id it tells the group from a later one with the same id. */
  readonly groupCreateTime: number;
  /** The identity of somebody else who owned the group already when the part was created there. */
  readonly foreignGroup?: string;
};

/**
 * Everything that is to be written, made ready by reads alone. What it fails with keeps the part in the state, but for
 * `NothingMade`.
 *
 * @param remember takes what was seen of the part and is for the state alone, also when the work fails after it
 */
type ApplyChanges<I> = (remember: (seen: Partial<I>) => void) => Promise<void>;

/** What was to be made is certainly not there: a create that ends so leaves nothing in the state. */
export class NotCreated extends OperationError {}

/** A part of a group as a resource. What all of them have in common is in `childHandler`. */
export interface GroupChild<I extends ChildInputs> {
  /** The name of the resource's class. */
  readonly kind: string;
  /** The words for it in messages, before "of group …", such as `attributes`. The inputs may lack anything. */
  displayName(inputs: Properties): string;
  id(inputs: I): string;
  /** What the program decides. The group id and the app come on top. */
  readonly properties: readonly Exclude<keyof I & string, keyof OwnerInputs | "groupId">[];
  /** Those of them that can only be changed by making it anew. */
  readonly replacedBy: readonly Exclude<keyof I & string, keyof OwnerInputs | "groupId">[];
  /** What it manages in the service, each under a key of its own. Nothing of the inputs need be known yet. */
  remoteObjects(inputs: Partial<I>): readonly RemoteObject[];
  /** The inputs without the things that another resource declares; a scope is another's once that one declares anything of it. */
  withoutObjects(known: I, isOthers: (thing: string) => boolean): I;
  /** What it needs of its state beside what all parts have. */
  readonly stateSchema: StateSchema;
  /** How some of them are compared; the others are the same only in every detail. */
  readonly equals?: Partial<Record<keyof I, (a: unknown, b: unknown) => boolean>>;
  check(olds: Properties, news: Properties, plan: PlanContext): CheckResult<I>;
  /**
   * Reads what is there and refuses what must not be done; all that is written is in what it returns.
   *
   * @param before what the program said until now; undefined when the resource is made
   */
  prepare(inputs: I, before: I | undefined, place: ParentGroup, operation: OperationContext): Promise<ApplyChanges<I>>;
  /** The inputs with what the group really has in their place; undefined: it is gone. */
  observe(known: I, place: ParentGroup, operation: OperationContext): Promise<I | undefined>;
  /** Removes it from the group. What is gone already is no error. */
  remove(known: I, place: ParentGroup, operation: OperationContext): Promise<void>;
  /** What is in the state alone, and in no inputs. */
  readonly stateOnly?: readonly (keyof I & string)[];
  /** What to remember of a change that stopped half-way, where the new inputs alone would forget what is still to be removed. */
  partialState?(inputs: I, before: I): I;
}
