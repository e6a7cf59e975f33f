import type { ForeignOwner } from "./foreignOwner";
import type { MarkReading } from "./mark";
import { type Marks, readingsOf } from "./markStore";

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
export function ownershipFrom(marks: Marks, identities: readonly string[]): Ownership {
  const readings = readingsOf(marks);
  const foreign = readings.map((reading) => foreignOwner(reading, identities)).find((owner) => owner !== undefined);
  if (foreign !== undefined) return { status: "foreign", owner: foreign };
  return { status: readings.some(({ state }) => state === "valid") ? "owned" : "unknown" };
}

function foreignOwner(reading: MarkReading, identities: readonly string[]): ForeignOwner | undefined {
  if (reading.state === "otherVersion") return {};
  if (reading.state !== "valid" && reading.state !== "unverified") return undefined;
  return identities.includes(reading.owner.identity) ? undefined : reading.owner;
}
