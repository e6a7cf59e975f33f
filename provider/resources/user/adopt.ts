import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { conflictsOf } from "./diff";
import type { FoundUser, ProfileFields, UserInputs } from "./types";

/**
 * Adopts an existing user, or refuses. It may be a real person's: values that someone has set are only overwritten if
 * adopt is "always", and otherwise it is not deleted with the stack.
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
    `The ${displayName} exists already${isOurs ? ", from an earlier run of this stack" : ""}: it is adopted${
      isOurs || policy === "always"
        ? ", and deleted with this resource"
        : ', and kept when this resource is deleted (unless adopt is then "always")'
    }.`,
  );
}

/** @param before the previously declared profile */
export function refuseConflicts(
  inputs: UserInputs,
  before: ProfileFields,
  displayName: string,
  { profile }: FoundUser,
): void {
  const conflicts = conflictsOf(inputs, before, profile ?? {});
  if (conflicts.length === 0 || inputs.adopt === "always") return;
  throw refusal(displayName, `with another ${conflicts.join(", ")}, and may belong to someone else`);
}

function refusal(displayName: string, why: string): OperationError {
  return new OperationError(
    `Refused to adopt the ${displayName}: it exists already, ${why}. Nothing was changed. ` +
      'Declare its current values, or set adopt: "always" on the resource, which also deletes it with the resource, and run `pulumi up` again.',
  );
}
