import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { readMarks } from "../../ownership/markStore";
import type { OwnerInputs } from "../../ownership/owner";
import { type ForeignOwner, type Ownership, ownershipFrom } from "../../ownership/verdict";
import { groupIdKey } from "../group/remoteObjects";
import type { Adopt } from "../group/schema/types";

/** What every resource that is part of a group declares. */
export interface ChildInputs extends OwnerInputs {
  readonly groupId: string;
  readonly adopt?: Adopt;
  /** The type of the group by either of its names, where the program gives the `Group` itself: for a check that a preview can make. */
  readonly __groupType?: string;
}

/** The group that something is declared in, as it is now. */
export interface ParentGroup {
  readonly info: GroupInfo;
  /** What is found there may be taken over. What was taken before does not count: ask again whenever more is found. */
  readonly mayAdopt: () => Promise<boolean>;
}

/** The group of a child; undefined: there is none. */
export async function findParentGroup(
  inputs: ChildInputs,
  operation: OperationContext,
): Promise<ParentGroup | undefined> {
  const info = await operation.client.groups.getInfo(inputs.groupId, {}, operation.call);
  return info && { info, mayAdopt: () => mayAdoptIn(inputs, operation) };
}

/**
 * What a group holds before its resource is created belongs to somebody, unless the group itself is this program's: then it
 * is of an interrupted run, or handed over within the program, or of clients, whose changes are drift like any other. In a
 * group that is not, only `adopt: "always"` takes it.
 */
async function mayAdoptIn(inputs: ChildInputs, operation: OperationContext): Promise<boolean> {
  const { adopt = "ifOwned" } = inputs;
  if (adopt !== "ifOwned") return adopt === "always";
  const { status } = await groupOwnership(inputs, operation);
  // A mark can be wiped at any time: of a group that the program declares it is enough that nobody else has marked it.
  return status === "owned" || (status === "unknown" && isGroupDeclared(inputs, operation));
}

/** The program itself declares the group. */
export function isGroupDeclared({ groupId }: ChildInputs, { program }: OperationContext): boolean {
  return program.declarerOf(groupIdKey(groupId)) !== undefined;
}

/** Who owns the group of a child, by its marks. */
async function groupOwnership(
  { groupId, __identity: identity }: ChildInputs,
  operation: OperationContext,
): Promise<Ownership> {
  const marks = (await readMarks(groupId, [], operation))?.marks;
  return marks === undefined ? { status: "unknown" } : ownershipFrom(marks, [identity]);
}

/** Somebody else, whom the marks of the group name; undefined: they name nobody else. Who asks at the same moment shares the read. */
export async function foreignGroupOwner(
  inputs: ChildInputs,
  operation: OperationContext,
): Promise<ForeignOwner | undefined> {
  const { service, sdkAppId } = operation.settings;
  const key = JSON.stringify([service, sdkAppId, inputs.groupId, inputs.__identity]);
  const read = reads.get(key) ?? groupOwnership(inputs, operation).finally(() => reads.delete(key));
  reads.set(key, read);
  const ownership = await read;
  return ownership.status === "foreign" ? ownership.owner : undefined;
}

const reads = new Map<string, Promise<Ownership>>();

/** Refuses to take over what is there. `what` follows "The group … has", such as `3 members that the program does not name (a, b, c)`. */
export function adoptionRefusal({ groupId, adopt }: ChildInputs, what: string): OperationError {
  const why = adopt === "never" ? 'adopt is "never"' : "the group is not provably this stack's";
  return new OperationError(
    `Refused to take over what the group ${groupId} has already: ${what}, and ${why}. Nothing was changed. ` +
      'If it is to be this stack\'s, or an interrupted run of it has made it, set adopt: "always" on the resource and run `pulumi up` again: ' +
      "a destroy then removes it, too. Else take it out of the program.",
  );
}
