import type { GroupInfo } from "../../chat";
import type { OperationContext } from "../handler";
import { certifiesEphemeral, certifiesIdentity, looksDerived } from "../ownership/derivedId";
import { type MarkReading, markedStack } from "../ownership/mark";
import { type FoundGroup, type Marks, readMarks } from "../ownership/markStore";
import type { Owner } from "../ownership/owner";
import { ownershipFrom } from "../ownership/verdict";

/** Whose groups a sweep is for: those of one identity, or those whose marks name a stack. One of the two is given. */
export interface SweepTarget {
  readonly identity?: string | undefined;
  /** `organization/project/stack`. Names prove nothing: what has this one alone is listed, and never disbanded. */
  readonly stack?: string | undefined;
}

/** Whether a group is the target's, without any state to ask. */
export type Claim =
  | { readonly status: "owned"; readonly proof: "mark" | "derived id"; readonly isEphemeral: boolean }
  | { readonly status: "unproven"; readonly why: string; readonly identity?: string }
  | { readonly status: "foreign" }
  | { readonly status: "gone" };

/**
 * A valid mark of the identity is proof, unless another place has somebody else's. Without any mark, an id can certify that
 * the identity declared the group as ephemeral; then it has to be as this package creates it, and nobody has used it.
 * Everything else that names the target, or looks like it, is unproven.
 *
 * @param search whether a group without a mark is searched for one in all its custom fields
 */
export async function claimOf(
  groupId: string,
  target: SweepTarget,
  operation: OperationContext,
  { search = true } = {},
): Promise<Claim> {
  const isOwnId = target.identity !== undefined && certifiesEphemeral(groupId, target.identity);
  const found = await readMarks(groupId, [], operation, search || isOwnId ? "all" : "listed");
  if (found === undefined) return { status: "gone" };
  const { identity } = target;
  if (identity !== undefined) {
    const ownership = ownershipFrom(found.marks, [identity]);
    if (ownership.status === "owned")
      return {
        status: "owned",
        proof: "mark",
        isEphemeral: validOf(found.marks).some(({ expires }) => expires !== undefined),
      };
    if (ownership.status === "unknown" && isOwnId && isPristine(found.info))
      return { status: "owned", proof: "derived id", isEphemeral: true };
  }
  return unprovenClaim(groupId, found, target) ?? { status: "foreign" };
}

function unprovenClaim(groupId: string, { marks }: FoundGroup, target: SweepTarget): Claim | undefined {
  const { identity, stack } = target;
  const readings = [marks.attribute, ...Object.values(marks.fields)];
  const names = ({ identity: theirs, stack: named }: Owner) =>
    identity === undefined ? stack !== undefined && named === markedStack(stack) : theirs === identity;
  const named = readings.flatMap((reading) => ownerIn(reading)).find((reading) => names(reading.owner));
  if (named !== undefined) {
    const why = named.isValid ? "its owner mark names this stack, and a name proves nothing" : doesNotVerify;
    return { status: "unproven", why, identity: named.owner.identity };
  }
  const isUnmarked = readings.every(
    ({ state }) => state === "absent" || state === "garbage" || state === "unavailable",
  );
  const [, , stackName = ""] = (stack ?? "").split("/");
  const isLike = identity === undefined ? looksDerived(groupId, stackName) : certifiesIdentity(groupId, identity);
  return isUnmarked && isLike
    ? { status: "unproven", why: "it has no owner mark, and an id such as this stack's resources get" }
    : undefined;
}

const doesNotVerify =
  "its owner mark names it, but does not verify: copied, changed, kept from an earlier group, or signed with an earlier secret key";

function ownerIn(reading: MarkReading): { readonly owner: Owner; readonly isValid: boolean }[] {
  if (reading.state !== "valid" && reading.state !== "unverified") return [];
  return [{ owner: reading.owner, isValid: reading.state === "valid" }];
}

function validOf({ attribute, fields }: Marks) {
  return [attribute, ...Object.values(fields)].flatMap((reading) => (reading.state === "valid" ? [reading] : []));
}

/**
 * Nobody has joined or written since it was created: nothing would be lost. It has no owner either: whoever knows the id,
 * from an earlier group of it, can create a group under it, and the account that does is its owner. What the service does
 * not say counts against it.
 */
function isPristine({ memberCount, nextMessageNumber, ownerAccount }: GroupInfo): boolean {
  return ownerAccount === "" && memberCount === 0 && (nextMessageNumber ?? 1) <= 1;
}
