import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { parseOwner } from "../../ownership/owner";
import { claimOf } from "../../sweep/claim";
import type { Adopt } from "../group/types";

/** What every resource that is part of a group declares. */
export interface ChildInputs {
  readonly groupId: string;
  readonly adopt?: Adopt;
  /** The type of the group by either of its names, where the program gives the `Group` itself: for a check that a preview can make. */
  readonly groupType?: string;
  /** `organization/project/stack/name` of the resource in the program. */
  readonly managedBy: string;
}

/** The group that something is declared in, as it is now. */
export interface Place {
  readonly info: GroupInfo;
  /** Whether what is found there may be taken over: see `takesOver`. */
  readonly mayTakeOver: () => Promise<boolean>;
}

/** The group of a child; undefined: there is none. */
export async function placeOf(inputs: ChildInputs, operation: OperationContext): Promise<Place | undefined> {
  const info = await operation.client.groups.getInfo(inputs.groupId, {}, operation.call);
  return info && { info, mayTakeOver: () => takesOver(inputs, operation) };
}

/**
 * What a group holds before its resource is made belongs to somebody, unless the group itself is this stack's: then it is
 * of an interrupted run, or of clients, whose changes are drift like any other. In a group that is not, only
 * `adopt: "always"` takes it.
 */
async function takesOver(
  { groupId, adopt = "owned", managedBy }: ChildInputs,
  operation: OperationContext,
): Promise<boolean> {
  if (adopt !== "owned") return adopt === "always";
  const stack = parseOwner(managedBy)?.stack;
  return stack !== undefined && (await claimOf(groupId, stack, operation)).is === "ours";
}

/** Refuses to take over what is there. `what` follows "The group … has", such as `3 members that the program does not name (a, b, c)`. */
export function refuseTakeover({ groupId, adopt }: ChildInputs, what: string): OperationError {
  const why = adopt === "never" ? 'adopt is "never"' : "the group is not provably this stack's";
  return new OperationError(
    `Refused to take over what the group ${groupId} has already: ${what}, and ${why}. Nothing was changed. ` +
      'If it is to be this stack\'s, or an interrupted run of it has made it, set adopt: "always" on the resource and run `pulumi up` again: ' +
      "a destroy then removes it, too. Else take it out of the program.",
  );
}
