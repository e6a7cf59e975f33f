import { sanitize } from "../../chat";
import type { MarkReading } from "./mark";
import type { Marks } from "./markStore";
import { type OwnerNames, ownerText } from "./owner";

/** Somebody else, as a mark names them. */
export interface ForeignOwner extends Partial<OwnerNames> {
  /** Missing where the mark is of a version that this one cannot read. */
  readonly identity?: string;
}

/** What the marks of a group say. `owned`: a valid mark is ours, and none is of somebody else. `unknown`: none says anything. */
export type Ownership =
  | { readonly status: "owned" }
  | { readonly status: "foreign"; readonly owner: ForeignOwner }
  | { readonly status: "unknown" };

/**
 * Concludes from all places who owns a group. A mark that does not verify and names somebody else counts against us: with a
 * rotated key, theirs do not verify either. One that names us counts for nothing: anybody can copy it.
 *
 * @param identities ours: that of the state and that of the program, where they differ
 */
export function ownershipFrom({ attribute, fields }: Marks, identities: readonly string[]): Ownership {
  const readings = [attribute, ...Object.values(fields)];
  const foreign = readings.map((reading) => foreignOwner(reading, identities)).find((owner) => owner !== undefined);
  if (foreign !== undefined) return { status: "foreign", owner: foreign };
  return { status: readings.some(({ state }) => state === "valid") ? "owned" : "unknown" };
}

function foreignOwner(reading: MarkReading, identities: readonly string[]): ForeignOwner | undefined {
  if (reading.state === "otherVersion") return {};
  if (reading.state !== "valid" && reading.state !== "unverified") return undefined;
  return identities.includes(reading.owner.identity) ? undefined : reading.owner;
}

/** The words for a foreign owner, after "belongs to". Whoever can forge a mark chooses the names in it. */
export function foreignOwnerText({ identity, stack, name }: ForeignOwner): string {
  if (identity === undefined || stack === undefined || name === undefined) {
    return "somebody whose owner mark is of another version of pulumi-tencent-chat (update it to see whose)";
  }
  return `${sanitize(ownerText({ stack, name }))} (identity ${identity})`;
}
