import type { GroupInfo } from "../../chat";
import type { OperationContext } from "../handler";
import { certifiesEphemeral, certifiesIdentity, looksDerived } from "../ownership/derivedId";
import { type MarkReading, markedStack } from "../ownership/mark";
import { type FoundGroup, type Marks, readMarks } from "../ownership/markStore";
import type { Owner } from "../ownership/owner";
import { ownershipFrom } from "../ownership/verdict";

/** The groups that a sweep is for: those of one identity, or those whose marks name a stack. Exactly one of the two is given. */
export interface SweepTarget {
  readonly identity?: string | undefined;
  /** `organization/project/stack`. Names prove nothing: groups that only match the name are listed, and never disbanded. */
  readonly stack?: string | undefined;
}

/** Whether a group belongs to the target, determined without any state. */
export type Claim =
  | { readonly status: "owned"; readonly proof: "mark" | "derived id"; readonly isEphemeral: boolean }
  | { readonly status: "unproven"; readonly why: string; readonly identity?: string }
  | { readonly status: "foreign" }
  | { readonly status: "gone" };

/**
 * Determines whether a group belongs to the target. A valid mark of the identity is proof, unless another location has
 * a foreign one. Without any mark, an id can certify that the identity declared the group as ephemeral; then the group
 * must also be as this package creates it, and unused. Everything else that names the target, or resembles it, is
 * unproven.
 *
 * @param search whether to search all custom fields of a group that has no mark
 */
export async function claimOf(
  groupId: string,
  target: SweepTarget,
  operation: OperationContext,
  { search = true } = {},
): Promise<Claim> {
  const isIdCertified = target.identity !== undefined && certifiesEphemeral(groupId, target.identity);
  const found = await readMarks(groupId, [], operation, search || isIdCertified ? "all" : "listed");
  if (found === undefined) return { status: "gone" };
  const { identity } = target;
  if (identity !== undefined) {
    const ownership = ownershipFrom(found.marks, [identity]);
    if (ownership.status === "owned")
      return {
        status: "owned",
        proof: "mark",
        isEphemeral: validMarks(found.marks).some(({ expires }) => expires !== undefined),
      };
    if (ownership.status === "unknown" && isIdCertified && isPristine(found.info))
      return { status: "owned", proof: "derived id", isEphemeral: true };
  }
  return unprovenClaim(groupId, found, target) ?? { status: "foreign" };
}

function unprovenClaim(groupId: string, { marks }: FoundGroup, target: SweepTarget): Claim | undefined {
  const { identity, stack } = target;
  const readings = [marks.attribute, ...Object.values(marks.fields)];
  const namesTarget = ({ identity: theirs, stack: named }: Owner) =>
    identity === undefined ? stack !== undefined && named === markedStack(stack) : theirs === identity;
  const named = readings.flatMap((reading) => ownerIn(reading)).find((reading) => namesTarget(reading.owner));
  if (named !== undefined) {
    const why = named.isValid ? "its owner mark names this stack, but a name proves nothing" : unverifiedReason;
    return { status: "unproven", why, identity: named.owner.identity };
  }
  const isUnmarked = readings.every(
    ({ state }) => state === "absent" || state === "garbage" || state === "unavailable",
  );
  const [, , stackName = ""] = (stack ?? "").split("/");
  const resembles = identity === undefined ? looksDerived(groupId, stackName) : certifiesIdentity(groupId, identity);
  return isUnmarked && resembles
    ? { status: "unproven", why: "it has no owner mark, and its id looks like one derived for this stack" }
    : undefined;
}

const unverifiedReason =
  "its owner mark names this stack, but does not verify: copied, changed, kept from an earlier group, or signed with an earlier secret key";

function ownerIn(reading: MarkReading): { readonly owner: Owner; readonly isValid: boolean }[] {
  if (reading.state !== "valid" && reading.state !== "unverified") return [];
  return [{ owner: reading.owner, isValid: reading.state === "valid" }];
}

function validMarks({ attribute, fields }: Marks) {
  return [attribute, ...Object.values(fields)].flatMap((reading) => (reading.state === "valid" ? [reading] : []));
}

/**
 * Whether no user has joined or written since the group was created, so that nothing would be lost. It must have no
 * owner either: someone who knows the id of an earlier group can create a new group with it, and owns that one. A value
 * that the service does not report counts against it.
 */
function isPristine({ memberCount, nextMessageNumber, ownerAccount }: GroupInfo): boolean {
  return ownerAccount === "" && memberCount === 0 && (nextMessageNumber ?? 1) <= 1;
}
