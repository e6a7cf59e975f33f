import * as pulumi from "@pulumi/pulumi";
import { defaultProvider, explicitProvider, explicitSettings } from "../provider";
import { organizationName } from "./mocks";

/** The owner of a resource. The engine passes neither stack nor name nor parent to a dynamic provider. */
export interface OwnerProperties {
  /** The identity of the program: unknown in the preview of its first update. */
  readonly __identity: pulumi.Input<string>;
  /** `organization/project/stack/name`, for people to read. */
  readonly __managedBy: string;
  /** The URN of the parent, unless it is the stack: resources with the same name can have different parents. */
  readonly __parentUrn: Promise<string> | undefined;
}

/**
 * Returns the properties that say who owns a resource.
 *
 * @throws RunError when the app's secret key is in the stack's config as plain text, or the identity is not valid
 */
export function ownerProperties(type: string, name: string, opts: pulumi.CustomResourceOptions): OwnerProperties {
  return {
    __identity: withoutDependency(identityOf(explicitProvider(type, opts))),
    __managedBy: `${organizationName()}/${pulumi.getProject()}/${pulumi.getStack()}/${name}`,
    __parentUrn: parentUrn(opts.parent),
  };
}

/**
 * Returns the identity pinned for the explicit provider or the program, else the id that the engine gave to the default
 * provider. That id is in the state from the start of the first update, and survives every rename.
 */
function identityOf(provider: pulumi.ProviderResource | undefined): pulumi.Output<string> {
  const explicit = provider && explicitSettings(provider)?.["tencent-chat:provider.identity"];
  const pinned = pinnedIdentity();
  // Created even if the identity is pinned: pinning it later must not change the provider.
  const { id } = defaultProvider();
  return explicit === undefined
    ? pulumi.output(pinned ?? id)
    : pulumi.all([explicit, id]).apply(([explicitIdentity, providerId]) => explicitIdentity ?? pinned ?? providerId);
}

/**
 * The engine knows already that a resource depends on its provider. Repeating it for this property takes a tenth of the
 * state of a group. `isKnown` is internal to the SDK: without it, the state is larger.
 */
function withoutDependency(identity: pulumi.Output<string>): pulumi.Input<string> {
  const { isKnown } = identity as { readonly isKnown?: Promise<boolean> };
  if (isKnown === undefined) return identity;
  return isKnown.then((known) =>
    known ? new Promise<string>((resolve) => identity.apply(resolve)) : pulumi.runtime.unknownValue,
  );
}

/** An empty variable is treated as unset, as for all settings. */
function pinnedIdentity(): string | undefined {
  return process.env.TENCENT_CHAT_IDENTITY || new pulumi.Config("tencent-chat").get("identity");
}

/** A promise, not an output: an output of a component waits for all its children, including this resource. */
function parentUrn(parent: pulumi.Resource | undefined): Promise<string> | undefined {
  if (parent === undefined || parent === pulumi.runtime.getStackResource()) return undefined;
  return new Promise((resolve) => parent.urn.apply(resolve));
}
