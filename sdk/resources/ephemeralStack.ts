import * as pulumi from "@pulumi/pulumi";
import { ChatResource } from "../base/resource";
import { hasType, typePrefix } from "../base/resourceType";
import { Group } from "./group";
import { GroupFleet } from "./groupFleet";

/** The arguments of an `EphemeralStack`. */
export interface EphemeralStackArgs {
  /**
   * The intended lifetime of the stack's groups, such as `48h` or `7d`; 1 minute to 10 years. It is written into their owner
   * marks, and `pulumi up` renews it when less than half is left. Nothing disbands a group when it ends: the date in the mark
   * only tells people which groups are overdue.
   */
  readonly ttl: pulumi.Input<string>;
}

/**
 * A stack whose groups must not outlive it, such as a preview environment. Declare it first: every group declared after it
 * depends on it automatically, so that it is deleted last. After `pulumi destroy` has deleted the other groups, it reads all
 * groups of the app and disbands those with a valid owner mark of this program that says ephemeral, such as what a killed
 * `pulumi up` left behind. It never touches a group that does not provably belong to this program, nor one that is declared
 * before it, protected, or declared with `retainOnDelete` or `disbandOnlyIf`. It lists groups that look like this stack's
 * without proof. When it is removed from the program or replaced, it disbands nothing.
 *
 * With explicit providers, declare one per app, with `{ provider }`. It reads at most 200 groups per second.
 *
 * Source: docs [34960](https://trtc.io/document/34960) (list), [44187](https://trtc.io/document/44187) (marks),
 * [34896](https://trtc.io/document/34896) (disband).
 *
 * @example
 * new tencentchat.EphemeralStack("preview", { ttl: "48h" });
 * new tencentchat.Group("room", { type: "Public", name: "Room" });
 */
export class EphemeralStack extends ChatResource {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}EphemeralStack`;

  /** Whether a value is an `EphemeralStack`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is EphemeralStack {
    return hasType(value, EphemeralStack.__pulumiType);
  }

  declare readonly ttl: pulumi.Output<string>;
  /** The SDKAppID of the app that is swept. */
  declare readonly sdkAppId: pulumi.Output<number>;

  constructor(name: string, args: EphemeralStackArgs, opts?: pulumi.CustomResourceOptions) {
    super("EphemeralStack", name, { ...args, sdkAppId: undefined }, opts);
    // There is no stack in a unit test with Pulumi's mocks.
    if (pulumi.runtime.getStackResource() === undefined) return;
    pulumi.runtime.registerStackTransformation((resource) => addToStack(this, args.ttl, resource));
  }
}

const retained = new WeakSet<pulumi.Resource>();

/** Adds a resource to the ephemeral stack. A protected or retained one must not be swept. */
function addToStack(
  stack: EphemeralStack,
  ttl: pulumi.Input<string>,
  { resource, type, props, opts }: pulumi.ResourceTransformationArgs,
): pulumi.ResourceTransformationResult | undefined {
  const options: pulumi.CustomResourceOptions = opts;
  // The engine passes it from parents to children.
  if (options.retainOnDelete ?? (options.parent && retained.has(options.parent))) retained.add(resource);
  const isRead = options.id !== undefined;
  if (!type.startsWith(typePrefix) || type === EphemeralStack.__pulumiType || isRead) return undefined;
  const isGroup = type === Group.__pulumiType || type === GroupFleet.__pulumiType;
  const ttlIfSwept = retained.has(resource) ? undefined : unlessProtected(resource, ttl);
  return {
    props: isGroup ? { ...props, __ttl: ttlIfSwept } : props,
    opts: pulumi.mergeOptions(options, { dependsOn: stack }),
  };
}

/** Parents and later transformations can protect a resource as well, so this is known only after its constructor. */
function unlessProtected(
  resource: pulumi.Resource,
  ttl: pulumi.Input<string>,
): pulumi.Output<pulumi.Input<string> | undefined> {
  // Internal to the SDK: without it, the resource counts as unprotected.
  const isProtected = () => (resource as { readonly __protect?: boolean }).__protect === true;
  return pulumi.output(Promise.resolve("")).apply(() => (isProtected() ? undefined : ttl));
}
