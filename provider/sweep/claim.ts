import type { GroupInfo } from "../../chat";
import type { OperationContext } from "../handler";
import { isExpired, stackMatcher } from "../inventory/groupFilter";
import { type GroupRecord, ownersIn, recordOf } from "../inventory/groupRecord";
import { certifiesEphemeral, certifiesIdentity, looksDerived } from "../ownership/derivedId";
import { type FoundGroup, readMarks } from "../ownership/markStore";
import { ownerText } from "../ownership/owner";
import { ownershipFrom } from "../ownership/verdict";

/** The groups that a sweep is for. At least one of `identity`, `stack`, `expired` and `groupIds` is given; each further condition narrows it. */
export interface SweepTarget {
  /** Groups with a valid mark of this identity. */
  readonly identity?: string | undefined;
  /** `organization/project/stack`; `*` stands for any text without a slash. Two backends can have stacks with the same name. */
  readonly stack?: string | undefined;
  /** Only groups whose mark says that they have expired. */
  readonly expired?: boolean | undefined;
  /** Created at least so many seconds ago. */
  readonly olderThan?: number | undefined;
  /** Only these groups. The user named them, so groups without any mark are included. */
  readonly groupIds?: readonly string[] | undefined;
}

/** What proves that a group belongs to the target: a valid mark, an id that only its program derives, or the user's word for an unmarked group. */
export type SweepProof = "mark" | "derived id" | "named id";

/** Whether a group belongs to the target, determined without any state. */
export type Claim =
  | {
      readonly status: "owned";
      readonly proof: SweepProof;
      readonly isEphemeral: boolean;
      readonly record: GroupRecord;
    }
  /** It belongs to the target, and its mark says that sweeps leave it alone. */
  | { readonly status: "persistent"; readonly record: GroupRecord }
  | {
      readonly status: "unproven";
      readonly why: string;
      readonly identity?: string;
      readonly stack?: string;
      readonly record: GroupRecord;
    }
  | { readonly status: "foreign" }
  | { readonly status: "gone" };

/**
 * Determines whether a group belongs to the target. A valid mark is proof, unless another location has a foreign one. Without
 * any mark, an id can certify that the identity declared the group as ephemeral; then the group must also be as this
 * package creates it, and unused. Everything else that names the target, or resembles it, is unproven.
 *
 * @param search whether to search all custom fields of a group that has no mark
 */
export async function claimOf(
  groupId: string,
  target: SweepTarget,
  operation: OperationContext,
  { search = true } = {},
): Promise<Claim> {
  const isNamed = target.groupIds?.includes(groupId) === true;
  const isIdCertified = target.identity !== undefined && certifiesEphemeral(groupId, target.identity);
  const searches = search || isNamed || isIdCertified;
  const found = await readMarks(groupId, [], operation, searches ? "all" : "listed");
  if (found === undefined) return { status: "gone" };
  const record = recordOf(found);
  const now = operation.clock.now();
  // A group that the user named is never left alone without a word.
  const notMeant: Claim = isNamed
    ? { status: "unproven", why: "it does not meet the other conditions of the command", record }
    : { status: "foreign" };
  if (target.olderThan !== undefined && record.created > now / 1000 - target.olderThan) return notMeant;
  const proof = proofOf(found, record, target, { isNamed, isIdCertified, now });
  if (proof === undefined) return unprovenClaim(found, record, target, isNamed) ?? notMeant;
  if (proof === "foreign") return notMeant;
  if (record.persist) return { status: "persistent", record };
  return { status: "owned", proof, isEphemeral: proof === "derived id" || record.expires !== undefined, record };
}

/** @returns undefined if there is no proof; `foreign` if it is certain that the group is not meant */
function proofOf(
  { info, marks }: FoundGroup,
  record: GroupRecord,
  { identity, stack, expired }: SweepTarget,
  { isNamed, isIdCertified, now }: { isNamed: boolean; isIdCertified: boolean; now: number },
): SweepProof | "foreign" | undefined {
  const isMarked = ownershipFrom(marks, [identity ?? record.owner?.identity ?? ""]).status === "owned";
  if (isMarked && record.owner !== undefined) {
    if (identity === undefined && stack === undefined && expired !== true) return undefined;
    const isMeant = stack === undefined || stackMatcher(stack)(record.owner.stack);
    return isMeant && (expired !== true || isExpired(record, now)) ? "mark" : "foreign";
  }
  if (record.ownerStatus !== "unmarked") return undefined;
  if (isIdCertified && isPristine(info) && expired !== true) return "derived id";
  return isNamed ? "named id" : undefined;
}

function unprovenClaim(
  { marks }: FoundGroup,
  record: GroupRecord,
  { identity, stack }: SweepTarget,
  isNamed: boolean,
): Claim | undefined {
  const matchesStack = stackMatcher(stack ?? "");
  const named = ownersIn(marks).find(({ owner }) =>
    identity === undefined
      ? isNamed || (stack !== undefined && matchesStack(owner.stack))
      : owner.identity === identity,
  );
  if (named !== undefined) {
    const why = named.isValid
      ? `it belongs to ${ownerText(named.owner)}: name its identity or stack as well`
      : unverifiedReason;
    return {
      status: "unproven",
      why: record.ownerStatus === "contradictory" ? contradictoryReason : why,
      identity: named.owner.identity,
      stack: named.owner.stack,
      record,
    };
  }
  if (record.ownerStatus !== "unmarked" || (identity === undefined && stack === undefined)) return undefined;
  const [, , stackName = ""] = (stack ?? "").split("/");
  const { groupId } = record;
  const resembles = identity === undefined ? looksDerived(groupId, stackName) : certifiesIdentity(groupId, identity);
  return resembles
    ? { status: "unproven", why: "it has no owner mark, and its id looks like one derived for this stack", record }
    : undefined;
}

const unverifiedReason =
  "its owner mark names this stack, but does not verify: copied, changed, kept from an earlier group, or signed with an earlier secret key";

const contradictoryReason = "it has owner marks of different programs";

/**
 * Whether no user has joined or written since the group was created, so that nothing would be lost. It must have no
 * owner either: someone who knows the id of an earlier group can create a new group with it, and owns that one. A value
 * that the service does not report counts against it.
 */
function isPristine({ memberCount, nextMessageNumber, ownerAccount }: GroupInfo): boolean {
  return ownerAccount === "" && memberCount === 0 && (nextMessageNumber ?? 1) <= 1;
}
