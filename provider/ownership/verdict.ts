import { sanitize } from "../../chat";
import type { MarkReading } from "./mark";
import type { Marks } from "./markStore";
import { type OwnerNames, ownerText } from "./owner";

/** A foreign owner, as a mark names it. */
export interface ForeignOwner extends Partial<OwnerNames> {
  /** Missing if the mark has a version that this one cannot read. */
  readonly identity?: string;
}

/** The conclusion from the marks of a group. `owned`: a valid mark is ours, and none is foreign. `unknown`: no mark is conclusive. */
export type Ownership =
  | { readonly status: "owned" }
  | { readonly status: "foreign"; readonly owner: ForeignOwner }
  | { readonly status: "unknown" };

/**
 * Concludes from all locations who owns a group. A mark that does not verify but names a foreign owner counts against
 * us: after a key rotation, their marks do not verify either. One that names us proves nothing: anyone can copy it.
 *
 * @param identities ours: that of the state and that of the program, if they differ
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

/** Returns the name of a foreign owner, after "belongs to". Whoever forges a mark chooses the names in it, so they are sanitized. */
export function foreignOwnerText({ identity, stack, name }: ForeignOwner): string {
  if (identity === undefined || stack === undefined || name === undefined) {
    return "an owner whose mark has another version of pulumi-tencent-chat (update the package to see the owner)";
  }
  return `${sanitize(ownerText({ stack, name }))} (identity ${identity})`;
}
