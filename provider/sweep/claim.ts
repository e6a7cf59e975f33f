import type { OperationContext } from "../handler";
import { readOwnerMark } from "../ownership/ledger";
import { namesStack } from "../ownership/mark";
import { certifies } from "../ownership/owner";

/** Whether a group is a stack's, without any state to ask. */
export type Claim =
  | { readonly is: "ours"; readonly proof: "mark" | "derived id" }
  | { readonly is: "unproven"; readonly why: string }
  | { readonly is: "others" }
  | { readonly is: "gone" };

/**
 * A valid mark of the stack is proof; a valid mark of another is proof against it. Without a valid mark, the id can still
 * prove that only a resource of this stack has it, when it holds the resource's whole name.
 */
export async function claimOf(groupId: string, stack: string, operation: OperationContext): Promise<Claim> {
  const mark = await readOwnerMark(groupId, operation);
  if (mark.state === "valid") return namesStack(mark.owner, stack) ? { is: "ours", proof: "mark" } : { is: "others" };
  const derived = certifies(groupId, stack);
  if (!derived && mark.state !== "unverified") return { is: "others" };
  const info = await operation.client.groups.getInfo(groupId, {}, operation.call);
  if (info === undefined) return { is: "gone" };
  if (derived) return { is: "ours", proof: "derived id" };
  const named = mark.state === "unverified" && mark.claims === stack;
  return named
    ? {
        is: "unproven",
        why: "its owner mark names this stack, but does not verify: copied, changed, or signed with an earlier secret key",
      }
    : { is: "others" };
}
