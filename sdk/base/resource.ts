import * as pulumi from "@pulumi/pulumi";
import { withoutPrototypeKey } from "./prototypeKey";
import { shortenStacks } from "./shortStack";

/** What the types of all resources of this package begin with. */
export const typePrefix = "pulumi-nodejs:dynamic/tencent-chat:";

/**
 * A resource of this package. What the engine's dynamic-provider host runs to get its provider is a constant instead of
 * serialised code: it is part of the state format and never changes once released (docs/decisions/0001-constant-provider.md).
 *
 * @internal
 */
export abstract class ChatResource extends pulumi.CustomResource {
  /** @param kind the name of the class, as `pulumi-tencent-chat/provider` exports its handler */
  protected constructor(
    kind: string,
    name: string,
    properties: Readonly<Record<string, unknown>>,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const __provider = `exports.handler=()=>require("pulumi-tencent-chat/provider").${kind}`;
    const restoreStacks = shortenStacks();
    try {
      super(typePrefix + kind, name, { ...withoutPrototypeKey(`${kind} "${name}"`, properties), __provider }, opts);
    } finally {
      restoreStacks();
    }
  }
}

/**
 * A replacement may keep its id (`pulumi up --replace`, `replaceOnChanges`, a tainted resource), and the service cannot
 * have two of one id: made first, the new one would be taken for the old one, which is then deleted.
 */
export function replacedInOrder(
  kind: string,
  name: string,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.CustomResourceOptions {
  if (opts?.deleteBeforeReplace === false) {
    throw new pulumi.RunError(
      `${kind} "${name}": deleteBeforeReplace cannot be false, since what is replaced may keep its id. Leave it out: the old one is always deleted first.`,
    );
  }
  return { ...opts, deleteBeforeReplace: true };
}
