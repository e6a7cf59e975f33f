import * as pulumi from "@pulumi/pulumi";
import { defaultProvider, explicitProvider, explicitSettings } from "../provider";

/** What the program passes on of a resource: the engine tells a dynamic provider neither stack nor name nor parent. */
export interface OwnerProperties {
  /** The identity of the program: unknown in the preview of its very first update. */
  readonly __identity: pulumi.Input<string>;
  /** `organization/project/stack/name`: for people to read. */
  readonly __managedBy: string;
  /** The URN of the parent, where that is not the stack: resources of one name can have different parents. */
  readonly __parentUrn: Promise<string> | undefined;
}

/**
 * Who owns a resource.
 *
 * @throws RunError when the app's secret key is in the stack's config as plain text, or the identity cannot be one
 */
export function ownerProperties(type: string, name: string, opts: pulumi.CustomResourceOptions): OwnerProperties {
  return {
    __identity: withoutDependency(identityOf(explicitProvider(type, opts))),
    __managedBy: `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}/${name}`,
    __parentUrn: parentUrn(opts.parent),
  };
}

/**
 * The identity that is pinned for the program or its explicit provider, else the id that the engine gave to the default
 * provider: it is in the state from the first moment of the first update, and outlives every rename.
 */
function identityOf(provider: pulumi.ProviderResource | undefined): pulumi.Output<string> {
  const explicit = provider && explicitSettings(provider)?.["tencent-chat:provider.identity"];
  const pinned = pinnedIdentity();
  // Also where it is pinned: a program that pins it later must not get another provider.
  const { id } = defaultProvider();
  return explicit === undefined
    ? pulumi.output(pinned ?? id)
    : pulumi.all([explicit, id]).apply(([given, own]) => given ?? pinned ?? own);
}

/**
 * The engine knows that a resource depends on its provider: said once more for this property, it takes a tenth of the state
 * of a group. Whether an output is known is internal to the SDK; where it is not there, the state is larger.
 */
function withoutDependency(identity: pulumi.Output<string>): pulumi.Input<string> {
  const { isKnown } = identity as { readonly isKnown?: Promise<boolean> };
  if (isKnown === undefined) return identity;
  return isKnown.then((known) =>
    known ? new Promise<string>((resolve) => identity.apply(resolve)) : pulumi.runtime.unknownValue,
  );
}

/** An empty variable counts as none, as for all settings. */
function pinnedIdentity(): string | undefined {
  return process.env.TENCENT_CHAT_IDENTITY || new pulumi.Config("tencent-chat").get("identity");
}

/** A promise and not an output: what depends on a component waits for all of its children, this one among them. */
function parentUrn(parent: pulumi.Resource | undefined): Promise<string> | undefined {
  if (parent === undefined || parent === pulumi.runtime.getStackResource()) return undefined;
  return new Promise((resolve) => parent.urn.apply(resolve));
}
