import * as pulumi from "@pulumi/pulumi";
import { managedBy } from "../base/identity";
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
 * A stack whose groups must not outlive it, such as a preview environment. Make it first: every group that is declared
 * after it depends on it without being told, so that it is deleted last. When the stack is destroyed and its other groups
 * are gone, it looks at all groups of the app and disbands those that carry this stack's owner mark, such as what a
 * killed `pulumi up` left behind. It never touches a group that is not provably this stack's. Taken out of the program
 * or replaced by an up, it disbands nothing.
 *
 * A group with `retainOnDelete` cannot be in such a stack: its mark would have it disbanded. With explicit providers,
 * make one for each app, with `{ provider }`. It takes a look at every group of the app, at most 200 a second.
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
    super("EphemeralStack", name, { ...args, managedBy: managedBy(name), sdkAppId: undefined }, opts);
    // There is no stack in a unit test with Pulumi's mocks.
    if (pulumi.runtime.getStackResource() === undefined) return;
    pulumi.runtime.registerStackTransformation((resource) => intoStack(this, args.ttl, resource));
  }
}

/** Makes what is declared from now on part of the ephemeral stack. */
function intoStack(
  stack: EphemeralStack,
  ttl: pulumi.Input<string>,
  { type: declared, name, props, opts }: pulumi.ResourceTransformationArgs,
): pulumi.ResourceTransformationResult | undefined {
  const options: pulumi.CustomResourceOptions = opts;
  const isRead = options.id !== undefined;
  if (!declared.startsWith(typePrefix) || declared === `${typePrefix}EphemeralStack` || isRead) return undefined;
  const isGroup = declared === `${typePrefix}Group`;
  if (isGroup && options.retainOnDelete) {
    throw new pulumi.RunError(
      `Group "${name}": retainOnDelete does not go with an EphemeralStack, whose delete disbands all that carries its mark. Declare the group in another stack.`,
    );
  }
  return { props: isGroup ? { ...props, ttl } : props, opts: pulumi.mergeOptions(options, { dependsOn: stack }) };
}
