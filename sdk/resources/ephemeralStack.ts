import * as pulumi from "@pulumi/pulumi";
import { ChatResource, typePrefix } from "../base/resource";

/** The arguments of an `EphemeralStack`. */
export interface EphemeralStackArgs {
  /**
   * How long the groups of the stack are meant to live, such as `48h` or `7d`; 1 minute to 10 years. It is written into
   * their owner marks, and renewed by an up when less than half of it is left. Nothing disbands a group by it here: it
   * tells those who look what is overdue.
   */
  readonly ttl: pulumi.Input<string>;
}

/**
 * A stack whose groups must not outlive it, such as a preview environment. Declare it first: every group that is declared
 * after it depends on it without being told, so that it is deleted last. When the stack is destroyed and its other groups
 * are gone, it reads all groups of the app and disbands those that carry a valid owner mark of this program which says that
 * they are ephemeral, such as what a killed `pulumi up` left behind. It never touches a group that is not provably this
 * program's, nor one that is declared before it, protected, with `retainOnDelete` or with `disbandOnlyIf`. What looks like this
 * stack's and proves nothing is listed. Removed from the program or replaced by an up, it disbands nothing.
 *
 * With explicit providers, declare one for each app, with `{ provider }`. It reads every group of the app, at most 200 a
 * second.
 *
 * Source: docs 34960 (list), 44187 (marks), 34896 (disband).
 *
 * @example
 * new tencentchat.EphemeralStack("preview", { ttl: "48h" });
 * new tencentchat.Group("room", { type: "Public", name: "Room" });
 */
export class EphemeralStack extends ChatResource {
  declare readonly ttl: pulumi.Output<string>;
  /** The SDKAppID of the app that is swept. */
  declare readonly sdkAppId: pulumi.Output<number>;

  constructor(name: string, args: EphemeralStackArgs, opts?: pulumi.CustomResourceOptions) {
    super("EphemeralStack", name, { ...args, sdkAppId: undefined }, opts);
    // There is no stack in a unit test with Pulumi's mocks.
    if (pulumi.runtime.getStackResource() === undefined) return;
    pulumi.runtime.registerStackTransformation((resource) => intoStack(this, args.ttl, resource));
  }
}

const retained = new WeakSet<pulumi.Resource>();

/** Makes what is declared from now on part of the ephemeral stack. What is protected or retained must not be swept with it. */
function intoStack(
  stack: EphemeralStack,
  ttl: pulumi.Input<string>,
  { resource, type: declared, props, opts }: pulumi.ResourceTransformationArgs,
): pulumi.ResourceTransformationResult | undefined {
  const options: pulumi.CustomResourceOptions = opts;
  // The engine hands it on from parents to children.
  if (options.retainOnDelete ?? (options.parent && retained.has(options.parent))) retained.add(resource);
  const isRead = options.id !== undefined;
  if (!declared.startsWith(typePrefix) || declared === `${typePrefix}EphemeralStack` || isRead) return undefined;
  const isGroup = declared === `${typePrefix}Group`;
  const swept = retained.has(resource) ? undefined : unlessProtected(resource, ttl);
  return {
    props: isGroup ? { ...props, __ttl: swept } : props,
    opts: pulumi.mergeOptions(options, { dependsOn: stack }),
  };
}

/** Parents and later transformations can protect a resource as well: that is known when its constructor has ended. */
function unlessProtected(
  resource: pulumi.Resource,
  ttl: pulumi.Input<string>,
): pulumi.Output<pulumi.Input<string> | undefined> {
  // Internal to the SDK: where it is not there, the resource counts as unprotected.
  const isProtected = () => (resource as { readonly __protect?: boolean }).__protect === true;
  return pulumi.output(Promise.resolve("")).apply(() => (isProtected() ? undefined : ttl));
}
