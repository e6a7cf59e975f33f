import { OperationError } from "../../errors";
import type { Properties } from "../../handler";
import { listText } from "../member/listText";
import type { ChildInputs } from "./parentGroup";

export function childDisplayName(displayName: string, { groupId, __managedBy: managedBy }: Properties): string {
  const group = typeof groupId === "string" ? groupId : "of unknown id";
  return `${displayName} of group ${group}${typeof managedBy === "string" ? ` (${managedBy})` : ""}`;
}

export function groupNotFound(displayName: string, { groupId }: ChildInputs): OperationError {
  return new OperationError(
    `Could not create the ${displayName}: there is no group ${groupId} in this app. ` +
      "Refer to the resource Group instead of giving its id as a text, so that the group is created first, and use the provider of the Group; or check the id and the app.",
  );
}

export function handedOverText(displayName: string, managers: readonly string[]): string {
  return `The ${displayName} is now managed by ${listText(managers)}, as far as declared there: that part is left unchanged.`;
}

export function waitingText(displayName: string, managers: readonly string[]): string {
  return (
    `What ${listText(managers)} may declare of the ${displayName} is left unchanged, and stays in this state, until that is known. ` +
    "The next `pulumi up` removes it from this state."
  );
}

export function refusedForeignGroup(displayName: string, owner: string): OperationError {
  return new OperationError(
    `Refused to update the ${displayName}: the group belongs to ${owner} now, by its owner mark. Nothing was changed. ` +
      'To change it anyway, set adopt: "always" on the resource and run `pulumi up` again; otherwise remove it from the program.',
  );
}

export function leftInForeignGroup(displayName: string, owner: string): string {
  return (
    `The ${displayName} is left alone: the group belongs to ${owner} now, by its owner mark. It is no longer managed here. ` +
    'Only a resource with adopt: "always" would have removed it.'
  );
}

export function groupAlreadyGone(displayName: string, { groupId }: ChildInputs): OperationError {
  return new OperationError(
    `Cannot update the ${displayName}: the group ${groupId} of the state no longer exists, even if another group now has its id. ` +
      "Run `pulumi up --refresh`: that removes it from the state and creates what is declared again.",
  );
}
