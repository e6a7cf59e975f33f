import type { Properties } from "../handler";
import { isIdentity, type OwnerInputs, parseNames } from "../ownership/owner";
import { parentTypes } from "../program/resource";
import { isUnknown } from "../validation/schema";

/** The owner that a resource keeps. */
interface KeptOwner {
  readonly owner: Partial<OwnerInputs>;
  /** The identity of the provider that it is kept for; undefined if the resource has the owner that its host gives it. */
  readonly keptFor: string | undefined;
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
 * @param olds the inputs in the state
 * @param news the new inputs, with the owner that the host gives to the resource
 * @param isMoved whether another host, or another provider, may have written the old inputs
 */
export function keepOwner(olds: Properties, news: Properties, isMoved: boolean): KeptOwner {
  const { __identity: now } = news;
  const none = { owner: {}, keptFor: undefined };
  if (typeof now !== "string" || !(isMoved || olds["__keptFor"] === now)) return none;
  if (!isSameStack(olds["__managedBy"], news["__managedBy"])) return none;
  const owner = { ...keptIdentity(olds, now), ...keptNames(olds, news) };
  const isKept = Object.entries(owner).some(([property, value]) => news[property] !== value);
  return isKept ? { owner, keptFor: now } : none;
}

function keptIdentity({ __identity: old }: Properties, now: string): Partial<OwnerInputs> {
  const isGiven = isUnknown(now) || isProviderId(now);
  return isGiven && isProviderId(old) && !isUnknown(old) ? { __identity: old } : {};
}

function keptNames(olds: Properties, news: Properties): Partial<OwnerInputs> {
  const { __managedBy: managedBy, __parentUrn: parentUrn } = olds;
  const hasSameParent = typeof parentUrn === "string" && parentTypes(parentUrn) === parentTypes(news["__parentUrn"]);
  return {
    ...(isSameResource(managedBy, news["__managedBy"]) && { __managedBy: String(managedBy) }),
    ...(hasSameParent && { __parentUrn: parentUrn }),
  };
}

/** The engine's UUID, in contrast to a pinned identity. */
function isProviderId(identity: unknown): identity is string {
  return typeof identity === "string" && isIdentity(identity) && uuid.test(identity);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether project and stack are the same: the organization is for people. */
function isSameStack(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((managedBy) => withoutOrganization(parseNames(String(managedBy))?.stack));
  return a !== undefined && a === b;
}

function isSameResource(one: unknown, other: unknown): boolean {
  return withoutOrganization(String(one)) === withoutOrganization(String(other));
}

function withoutOrganization(path: string | undefined): string | undefined {
  return path?.slice(path.indexOf("/"));
}
