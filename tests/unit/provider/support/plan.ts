import type { PlanContext } from "../../../../provider/handler";
import type { OwnerInputs } from "../../../../provider/ownership/owner";

/** The form that the engine creates for the provider of a program. */
export const identity = "8a4f3c1e-5b7d-4e2a-9c60-1f2e3d4c5b6a";
/** The owner in another program, whose stack may have any name. */
export const otherIdentity = "00000000-0000-4000-8000-000000000000";

export const plan: PlanContext = {
  sdkAppId: 1400000000,
  service: "tencent",
  sameServiceAs: [],
  keyId: "key",
  ownerField: undefined,
  now: 0,
  sources: {},
};

/** The location of these tests' resources, as their states have it. */
export const here = { sdkAppId: plan.sdkAppId, service: plan.service } as const;

/** The properties that the program side adds to the inputs of a resource with this name. */
export function ownedBy(name: string): OwnerInputs {
  return { __identity: identity, __managedBy: `acme/chat/dev/${name}` };
}
