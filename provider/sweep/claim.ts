import type { OperationContext } from "../handler";
import { lookAt } from "../ownership/ledger";
import { namesStack } from "../ownership/mark";
import { certifies } from "../ownership/owner";

/** Whether a group is a stack's, without any state to ask. */
export type Claim =
  | Owned
  | { readonly is: "unproven"; readonly why: string }
  | { readonly is: "others" }
  | { readonly is: "gone" };

/** A group that is provably the stack's. `expires`: its mark says so, as marks of ephemeral stacks do. */
export interface Owned {
  readonly is: "ours";
  readonly proof: "mark" | "derived id";
  readonly expires: boolean;
}

/**
 * A valid mark of the stack is proof; a valid mark of another is proof against it. Without a valid mark, the id can still
 * prove that only a resource of this stack has it, when it holds the resource's whole name.
 */
export async function claimOf(groupId: string, stack: string, operation: OperationContext): Promise<Claim> {
  const { info, mark } = await lookAt(groupId, [], operation);
  if (info === undefined) return { is: "gone" };
  if (mark.state === "valid") {
    const expires = mark.expires !== undefined;
    return namesStack(mark.owner, stack) ? { is: "ours", proof: "mark", expires } : { is: "others" };
  }
  if (certifies(groupId, stack)) return { is: "ours", proof: "derived id", expires: false };
  const named = mark.state === "unverified" && mark.claims === stack;
  return named ? { is: "unproven", why: doesNotVerify } : { is: "others" };
}

const doesNotVerify =
  "its owner mark names this stack, but does not verify: copied, changed, kept from an earlier group, or signed with an earlier secret key";
