import type { Findings, SweptGroup } from "./report";

/**
 * Removes the groups of stacks whose name several identities use: two backends can have stacks with the same name, and the
 * name does not tell whose groups are meant. They are unproven, each with its identity, so that the user can choose one.
 */
export function withoutAmbiguousStacks(groups: readonly SweptGroup[], { unproven }: Findings): SweptGroup[] {
  const identities = new Map<string, Set<string>>();
  const add = (stack: string, identity: string) =>
    identities.set(stack, (identities.get(stack) ?? new Set()).add(identity));
  for (const { owner } of groups) if (owner !== undefined) add(owner.stack, owner.identity);
  for (const { stack, identity } of unproven) if (stack !== undefined && identity !== undefined) add(stack, identity);
  return groups.filter((group) => {
    const { owner } = group;
    if (owner === undefined || (identities.get(owner.stack)?.size ?? 0) < 2) return true;
    const { proof: _, ...record } = group;
    const why = `groups of several identities name the stack ${owner.stack}: choose one with --identity`;
    unproven.push({ ...record, why, identity: owner.identity, stack: owner.stack });
    return false;
  });
}
