import { OperationError } from "../../errors";
import type { Properties } from "../../handler";
import { listText } from "../member/listText";
import type { ChildInputs } from "./parentGroup";

export function childDisplayName(what: string, { groupId, __managedBy: managedBy }: Properties): string {
  const group = typeof groupId === "string" ? groupId : "of unknown id";
  return `${what} of group ${group}${typeof managedBy === "string" ? ` (${managedBy})` : ""}`;
}

export function groupNotFound(what: string, { groupId }: ChildInputs): OperationError {
  return new OperationError(
    `Could not create the ${what}: there is no group ${groupId} in this app. ` +
      "Pass the Group itself as `group`, so that it is made first, with the provider or parent of the Group; or see whether the id and the app are right.",
  );
}

export function handedOverText(what: string, holders: readonly string[]): string {
  return `The ${what} is now managed by ${listText(holders)}, as far as declared there: that stays as it is.`;
}

export function waitingText(what: string, holders: readonly string[]): string {
  return (
    `What ${listText(holders)} may declare of the ${what} stays as it is, and in this state, until that is known. ` +
    "The next `pulumi up` takes it out of this one."
  );
}

export function refusedForeignGroup(what: string, owner: string): OperationError {
  return new OperationError(
    `Refused to update the ${what}: the group belongs to ${owner} now, by its owner mark. Nothing was changed. ` +
      'If it is to be changed all the same, set adopt: "always" on the resource and run `pulumi up` again; else take it out of the program.',
  );
}

export function leftInForeignGroup(what: string, owner: string): string {
  return (
    `The ${what} is left alone: the group belongs to ${owner} now, by its owner mark. It is no longer managed here. ` +
    'To have it removed, it would have needed adopt: "always".'
  );
}

export function groupAlreadyGone(what: string, { groupId }: ChildInputs): OperationError {
  return new OperationError(
    `Cannot update the ${what}: the group ${groupId} of the state does not exist any more, whatever has its id now. ` +
      "Run `pulumi up --refresh`: it takes note of that and makes what is declared again.",
  );
}
