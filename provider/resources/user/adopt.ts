import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { conflictsOf } from "./diff";
import type { FoundUser, ProfileFields, UserInputs } from "./types";

/**
 * Decides about a user that is there before its resource. It may be a real person's: what somebody has set there is only
 * overwritten where the program says so, and it is not deleted with the stack.
 */
export function adoptUser(
  inputs: UserInputs,
  displayName: string,
  isOurs: boolean,
  found: FoundUser,
  { log }: OperationContext,
): void {
  const policy = inputs.adopt ?? "ifOwned";
  if (policy === "never") throw refusal(displayName, 'and adopt is "never"');
  if (!isOurs) refuseConflicts(inputs, {}, displayName, found);
  log.info(
    `The ${displayName} exists already${isOurs ? ", from an earlier run of this stack" : ""}: it is taken over${
      isOurs || policy === "always"
        ? ", and deleted when this resource is"
        : ', and kept when this resource is deleted (unless adopt is "always" by then)'
    }.`,
  );
}

/** @param before what the program said until now */
export function refuseConflicts(
  inputs: UserInputs,
  before: ProfileFields,
  displayName: string,
  { profile }: FoundUser,
): void {
  const conflicts = conflictsOf(inputs, before, profile ?? {});
  if (conflicts.length === 0 || inputs.adopt === "always") return;
  throw refusal(displayName, `with another ${conflicts.join(", ")}, and may be somebody's`);
}

function refusal(displayName: string, why: string): OperationError {
  return new OperationError(
    `Refused to take over the ${displayName}: it exists already, ${why}. Nothing was changed. ` +
      'Declare it as it is, or set adopt: "always" on the resource, which also deletes it with the resource, and run `pulumi up` again.',
  );
}
