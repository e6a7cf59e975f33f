import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { type Marks, readMarks } from "../../ownership/marks";
import type { OwnerInputs } from "../../ownership/owner";
import { type ForeignOwner, type Ownership, ownershipOf } from "../../ownership/ownership";
import { groupIdThing } from "../group/things";
import type { Adopt } from "../group/types";

/** What every resource that is part of a group declares. */
export interface ChildInputs extends OwnerInputs {
  readonly groupId: string;
  readonly adopt?: Adopt;
  /** The type of the group by either of its names, where the program gives the `Group` itself: for a check that a preview can make. */
  readonly groupType?: string;
}

/** The group that something is declared in, as it is now. */
export interface Place {
  readonly info: GroupInfo;
  /** What is found there may be taken over. What was taken before does not count: ask again whenever more is found. */
  readonly mayTakeOver: () => Promise<boolean>;
}

/** The group of a child; undefined: there is none. */
export async function placeOf(inputs: ChildInputs, operation: OperationContext): Promise<Place | undefined> {
  const info = await operation.client.groups.getInfo(inputs.groupId, {}, operation.call);
  return info && { info, mayTakeOver: () => takesOver(inputs, operation) };
}

/**
 * What a group holds before its resource is created belongs to somebody, unless the group itself is this program's: then it
 * is of an interrupted run, or handed over within the program, or of clients, whose changes are drift like any other. In a
 * group that is not, only `adopt: "always"` takes it.
 */
async function takesOver(inputs: ChildInputs, operation: OperationContext): Promise<boolean> {
  const { adopt = "owned" } = inputs;
  if (adopt !== "owned") return adopt === "always";
  const { status } = await groupOwnership(inputs, operation);
  // A mark can be wiped at any time: of a group that the program declares it is enough that nobody else has marked it.
  return status === "owned" || (status === "unknown" && isOfProgram(inputs, operation));
}

/** The program itself declares the group. */
export function isOfProgram({ groupId }: ChildInputs, { program }: OperationContext): boolean {
  return program.declarerOf(groupIdThing(groupId)) !== undefined;
}

/** Who owns the group of a child, by its marks. */
async function groupOwnership({ groupId, identity }: ChildInputs, operation: OperationContext): Promise<Ownership> {
  const marks = await sharedMarks(groupId, operation);
  return marks === undefined ? { status: "unknown" } : ownershipOf(marks, [identity]);
}

const looks = new WeakMap<object, Map<string, Promise<Marks | undefined>>>();

/** Many parts of one group ask at the same moment: a look that is under way answers all of them. Its failure is nobody else's. */
async function sharedMarks(groupId: string, operation: OperationContext): Promise<Marks | undefined> {
  const underWay = looks.get(operation.client) ?? new Map<string, Promise<Marks | undefined>>();
  looks.set(operation.client, underWay);
  const look = async () => (await readMarks(groupId, [], operation))?.marks;
  const key = JSON.stringify([groupId, operation.settings.ownerField]);
  const other = underWay.get(key);
  if (other !== undefined) return other.catch(look);
  const own = look().finally(() => underWay.delete(key));
  underWay.set(key, own);
  return own;
}

/** Somebody else, whom the marks of the group name; undefined: they name nobody else. */
export async function foreignGroupOwner(
  inputs: ChildInputs,
  operation: OperationContext,
): Promise<ForeignOwner | undefined> {
  const ownership = await groupOwnership(inputs, operation);
  return ownership.status === "foreign" ? ownership.owner : undefined;
}

/** Refuses to take over what is there. `what` follows "The group … has", such as `3 members that the program does not name (a, b, c)`. */
export function refuseTakeover({ groupId, adopt }: ChildInputs, what: string): OperationError {
  const why = adopt === "never" ? 'adopt is "never"' : "the group does not carry the owner mark of this stack";
  return new OperationError(
    `Refused to take over what the group ${groupId} has already: ${what}, and ${why}. Nothing was changed. ` +
      'If it is to be this stack\'s, or an interrupted run of it has made it, set adopt: "always" on the resource and run `pulumi up` again: ' +
      "a destroy then removes it, too. Else take it out of the program.",
  );
}
