import type { GroupInfo } from "../../chat";
import type { OperationContext } from "../handler";
import { type FoundGroup, isPersistent, type Marks, readingsOf, readMarks } from "../ownership/markStore";
import type { Owner } from "../ownership/owner";

/**
 * What the marks of a group say about its owner, without any state. `marked`: a valid mark, and none that contradicts it.
 * `unverified`: a mark that is not signed for this group with this key. `contradictory`: marks of different owners.
 * `otherVersion`: a mark of another version of this package. `unmarked`: none.
 */
export type OwnerStatus = "marked" | "unverified" | "contradictory" | "otherVersion" | "unmarked";

/** One group of the app, and what proves whose it is. */
export interface GroupRecord {
  readonly groupId: string;
  readonly type: string;
  readonly name: string;
  /** Undefined if the service does not report it. */
  readonly members: number | undefined;
  /** Unix seconds. */
  readonly created: number;
  readonly ownerStatus: OwnerStatus;
  /** The owner that a mark names; of contradictory ones, the first. */
  readonly owner: Owner | undefined;
  /** Unix seconds: only of a group in an ephemeral stack. */
  readonly expires: number | undefined;
  /** Whether sweeps leave it alone. */
  readonly persist: boolean;
}

/** Reads a group and its marks: undefined if there is no such group. `searches`: all custom fields of a group without a mark. */
export async function readGroupRecord(
  groupId: string,
  operation: OperationContext,
  { searches }: { readonly searches: boolean },
): Promise<GroupRecord | undefined> {
  const found = await readMarks(groupId, [], operation, searches ? "all" : "inventory");
  return found && recordOf(found);
}

export function recordOf({ info, marks }: FoundGroup): GroupRecord {
  const owners = ownersIn(marks);
  const valid = owners.find(({ isValid }) => isValid) ?? owners[0];
  return {
    ...profileOf(info),
    ownerStatus: statusOf(marks, owners),
    owner: valid?.owner,
    expires: valid?.expires,
    persist: isPersistent(marks),
  };
}

function profileOf({ groupId, type, name, memberCount, createTime }: GroupInfo) {
  // The members of an AVChatRoom are not stored: its count is meaningless.
  return { groupId, type, name, members: type === "AVChatRoom" ? undefined : memberCount, created: createTime };
}

function statusOf(marks: Marks, owners: readonly NamedOwner[]): OwnerStatus {
  if (new Set(owners.map(({ owner }) => owner.identity)).size > 1) return "contradictory";
  if (readingsOf(marks).some(({ state }) => state === "otherVersion")) return "otherVersion";
  if (owners.length === 0) return "unmarked";
  return owners.some(({ isValid }) => isValid) ? "marked" : "unverified";
}

interface NamedOwner {
  readonly owner: Owner;
  readonly isValid: boolean;
  readonly expires?: number | undefined;
}

/** Every owner that a mark names, valid or not. */
export function ownersIn(marks: Marks): readonly NamedOwner[] {
  return readingsOf(marks).flatMap((reading): NamedOwner[] => {
    if (reading.state === "valid") return [{ owner: reading.owner, isValid: true, expires: reading.expires }];
    return reading.state === "unverified" ? [{ owner: reading.owner, isValid: false }] : [];
  });
}
