import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "../provider";
import { ownerProperties } from "./identity";
import { refuseOutputText, withoutLostValues } from "./lostValues";
import { completeMockedOutputs } from "./mocks";
import { refusePlainTextKey } from "./plainTextKey";
import { providerText } from "./providerText";
import { pluginTypePrefix, typePrefix } from "./resourceType";
import { announce } from "./run/announce";
import { shortenStackTraces } from "./shortStack";

/**
 * The base class of the resources. The engine's dynamic-provider host runs the text `__provider` to get the provider.
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
    refusePlainTextKey();
    refuseOutputText(kind, name, "the name of the resource");
    const type = typePrefix + kind;
    const options = withDefaultProvider(type, withPluginAlias(kind, opts ?? {}));
    // A resource that is only read is not managed by this program.
    const isManaged = options.id === undefined;
    const owner = isManaged ? ownerProperties(type, name, options) : {};
    const recordDependency = isManaged ? announce(kind, name, properties, options) : undefined;
    const restoreStacks = shortenStackTraces();
    try {
      super(
        type,
        name,
        { ...withoutLostValues(`${kind} "${name}"`, properties), ...owner, __provider: providerText(kind) },
        options,
      );
    } finally {
      restoreStacks();
    }
    recordDependency?.(this);
    completeMockedOutputs(kind, this, properties);
  }
}

/** A stack that another language has managed since keeps its groups when it comes back. The state does not hold aliases. */
function withPluginAlias(kind: string, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return { ...opts, aliases: [...(opts.aliases ?? []), { type: pluginTypePrefix + kind }] };
}
