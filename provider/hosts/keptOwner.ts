import type { Properties } from "../handler";
import { isIdentity, type OwnerInputs, parseNames } from "../ownership/owner";
import { parentTypes } from "../program/resource";
import { isUnknown } from "../validation/schema";

/** The owner that a resource keeps. */
export interface KeptOwner {
  readonly owner: Partial<OwnerInputs>;
  /**
   * The identity of the provider that it is kept for, as the last one. Empty if the resource has the owner that its host gives it.
   * Before it, those of earlier providers, if the resource remembers them.
   */
  readonly keptFor: readonly string[];
}

interface Circumstances {
  /** Whether another host, or another provider, may have written the old inputs: one that may know fewer names. */
  readonly isMoved: boolean;
  /** Whether the settings pin the new identity, which may have the form of the engine's as well. */
  readonly isPinned: boolean;
  /** Whether the resource remembers all identities that groups of its stack may have. */
  readonly remembersAll?: boolean | undefined;
}

/**
 * Returns the owner that a resource keeps when its stack gets another provider: the program has moved to another language, or
 * the engine has a new default provider after an update of the plugin. The engine gives each provider a new id, but the
 * owner is the same, so that no owner mark is written. The resource remembers the identity that the old one is kept for: with
 * any other provider, and in a stack of another name, the new identity applies. A pinned identity always applies.
 *
 * The hosts do not know the same names: a plugin knows neither the organization nor the name of a parent. Only what both know
 * counts as a change.
 *
 * A refresh of the dynamic-provider host is given only outputs, which may not tell of the move: it drops what the inputs
 * remember. So a provider's id is kept within one stack of one organization even if nothing tells of a move. In a stack that never
 * moved, all resources have the same one.
 *
 * @param olds the inputs in the state
 * @param news the new inputs, with the owner that the host gives to the resource
 */
export function keepOwner(
  olds: Properties,
  news: Properties,
  { isMoved, isPinned, remembersAll = false }: Circumstances,
): KeptOwner {
  const { __identity: now } = news;
  const none = { owner: {}, keptFor: [] };
  if (typeof now !== "string") return none;
  const remembered = identitiesOf(olds["__keptFor"]);
  const mayLackNames = isMoved || remembered.includes(now);
  const [before, after] = [olds, news].map(({ __managedBy }) => parseNames(String(__managedBy))?.stack);
  const isSameStack = before !== undefined && (before === after || (mayLackNames && isSameForAll(before, after)));
  if (!isSameStack) return none;
  const owner = { ...(!isPinned && keptIdentity(olds, now)), ...(mayLackNames && keptNames(olds, news)) };
  const isKept = Object.entries(owner).some(([property, value]) => news[property] !== value);
  // Pinning another identity may be meant to separate a copy of the stack from the original: the copy forgets.
  const earlier =
    remembersAll && !isPinned ? remembered.filter((each) => each !== now && each !== owner.__identity) : [];
  return { owner: isKept ? owner : {}, keptFor: isKept ? [...earlier, now] : earlier };
}

/** Returns the identities in `__keptFor`. */
export function identitiesOf(keptFor: unknown): readonly string[] {
  return Array.isArray(keptFor) ? keptFor.filter((each) => typeof each === "string") : [];
}

function keptIdentity({ __identity: old }: Properties, now: string): Partial<OwnerInputs> {
  const isGiven = isUnknown(now) || isProviderId(now);
  return isGiven && isProviderId(old) && !isUnknown(old) ? { __identity: old } : {};
}

function keptNames(olds: Properties, news: Properties): Partial<OwnerInputs> {
  const { __managedBy: managedBy, __parentUrn: parentUrn } = olds;
  const hasSameParent = typeof parentUrn === "string" && parentTypes(parentUrn) === parentTypes(news["__parentUrn"]);
  return {
    ...(isSameForAll(managedBy, news["__managedBy"]) && { __managedBy: String(managedBy) }),
    ...(hasSameParent && { __parentUrn: parentUrn }),
  };
}

/** The engine's UUID, in contrast to a pinned identity. */
function isProviderId(identity: unknown): identity is string {
  return typeof identity === "string" && isIdentity(identity) && uuid.test(identity);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether only the organization may differ, which is for people: a plugin does not know it. */
function isSameForAll(one: unknown, other: unknown): boolean {
  return withoutOrganization(String(one)) === withoutOrganization(String(other));
}

function withoutOrganization(path: string): string {
  return path.slice(path.indexOf("/"));
}
