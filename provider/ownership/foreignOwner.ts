import { sanitize } from "../../chat";
import { type OwnerNames, ownerText } from "./owner";

/** A foreign owner, as a mark names it. */
export interface ForeignOwner extends Partial<OwnerNames> {
  /** Missing if the mark has a version that this one cannot read. */
  readonly identity?: string;
}

/**
 * Returns the name of a foreign owner, after "belongs to". The sentences around it are those of the operations: `verdictText` in
 * groupVerdict.ts, and the refusals of resources/group and groupChild. Whoever forges a mark chooses the names in it, so they are
 * sanitized.
 */
export function foreignOwnerText({ identity, stack, name }: ForeignOwner): string {
  if (identity === undefined || stack === undefined || name === undefined) {
    return "an owner whose mark has another version of pulumi-tencent-chat (update the package to see the owner)";
  }
  return `${sanitize(ownerText({ stack, name }))} (identity ${identity})`;
}
