import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import type { ForeignOwner } from "../../ownership/foreignOwner";
import { readMarks } from "../../ownership/markStore";
import type { OwnerInputs } from "../../ownership/owner";
import { type Ownership, ownershipFrom } from "../../ownership/verdict";
import { groupIdKey } from "../group/remoteObjects";
import type { Adopt } from "../group/schema/types";

/** The inputs of every child resource. */
export interface ChildInputs extends OwnerInputs {
  readonly groupId: string;
  readonly adopt?: Adopt;
  /** The type of the group by either of its names, if the program passes the `Group` itself: allows a check in the preview. */
  readonly __groupType?: string;
}

/** The parent group, as read now. */
export interface ParentGroup {
  readonly info: GroupInfo;
  /** Whether existing objects in the group may be adopted. Ask again whenever more are found: the answer may have changed. */
  readonly mayAdopt: () => Promise<boolean>;
}

/** Reads the parent group of a child; undefined if there is none. */
export async function findParentGroup(
  inputs: ChildInputs,
  operation: OperationContext,
): Promise<ParentGroup | undefined> {
  const info = await operation.client.groups.getInfo(inputs.groupId, {}, operation.call);
  return info && { info, mayAdopt: () => mayAdoptIn(inputs, operation) };
}

/**
 * What a group holds before its resource is created belongs to others, unless the group itself belongs to this program.
 * Then it comes from an interrupted run, from a handover within the program, or from clients, whose changes are
 * ordinary drift. In any other group, only `adopt: "always"` adopts it.
 */
async function mayAdoptIn(inputs: ChildInputs, operation: OperationContext): Promise<boolean> {
  const { adopt = "ifOwned" } = inputs;
  if (adopt !== "ifOwned") return adopt === "always";
  const { status } = await groupOwnership(inputs, operation, operation.program.identities());
  // A mark can be wiped at any time: for a group that the program declares, the absence of a foreign mark is enough.
  return status === "owned" || (status === "unknown" && isGroupDeclared(inputs, operation));
}

/** Whether the program itself declares the group. */
function isGroupDeclared({ groupId }: ChildInputs, { program }: OperationContext): boolean {
  return program.declarerOf(groupIdKey(groupId)) !== undefined;
}

/** Whether the program itself declares the group, with the identity of the child: in a moved stack, the group may keep another one. */
export function isGroupOfSameOwner(inputs: ChildInputs, operation: OperationContext): boolean {
  return isGroupDeclared(inputs, operation) && operation.program.identities().length <= 1;
}

/**
 * Reads who owns the group of a child, from its marks.
 *
 * @param others further identities of the program
 */
async function groupOwnership(
  { groupId, __identity: identity }: ChildInputs,
  operation: OperationContext,
  others: readonly string[] = [],
): Promise<Ownership> {
  const marks = (await readMarks(groupId, [], operation))?.marks;
  return marks === undefined ? { status: "unknown" } : ownershipFrom(marks, [identity, ...others]);
}

/**
 * Returns the foreign owner that the marks of the group name; undefined if there is none. Concurrent calls share one read.
 *
 * @param others further identities of the program
 */
export async function foreignGroupOwner(
  inputs: ChildInputs,
  operation: OperationContext,
  others: readonly string[] = [],
): Promise<ForeignOwner | undefined> {
  const { service, sdkAppId } = operation.settings;
  const key = JSON.stringify([service, sdkAppId, inputs.groupId, inputs.__identity, ...others]);
  const read = reads.get(key) ?? groupOwnership(inputs, operation, others).finally(() => reads.delete(key));
  reads.set(key, read);
  const ownership = await read;
  return ownership.status === "foreign" ? ownership.owner : undefined;
}

const reads = new Map<string, Promise<Ownership>>();

/** Returns the refusal to adopt existing objects. `what` follows "already contains", such as `3 members (a, b, c)`. */
export function adoptionRefusal({ groupId, adopt }: ChildInputs, what: string): OperationError {
  const why = adopt === "never" ? 'adopt is "never"' : "the group does not provably belong to this stack";
  return new OperationError(
    `Refused to adopt what the group ${groupId} already contains: ${what}, and ${why}. Nothing was changed. ` +
      'If it should belong to this stack, or an interrupted run created it, set adopt: "always" on the resource and run `pulumi up` again: ' +
      "a destroy then removes it as well. Otherwise remove it from the program.",
  );
}
