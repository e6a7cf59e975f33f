import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { ChatResource } from "../base/resource";
import { hasType, typePrefix } from "../base/resourceType";

/** The arguments of a `Chatbot`. Lengths are in bytes of UTF-8, as the service counts. An undeclared field is left alone. */
export interface ChatbotArgs {
  /**
   * The UserID: `@RBT#` and a name, at most 32 bytes of printable ASCII without spaces. Default: derived from stack and
   * resource name, so that the next run finds a chatbot that an interrupted run created. Changing it replaces the chatbot.
   */
  readonly userId?: pulumi.Input<string | undefined>;
  /** The display name, at most 500 bytes. Removing it from the program clears it. */
  readonly nick?: pulumi.Input<string | undefined>;
  /** The URL of the chatbot's picture, at most 500 bytes. Removing it from the program clears it. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** At most 500 bytes. Removing it from the program clears it. */
  readonly selfSignature?: pulumi.Input<string | undefined>;
  /**
   * What to do when a chatbot with this id already exists. `"ifOwned"` (the default): if the id is derived from this
   * resource, adopt the chatbot and delete it with the resource. Adopt another chatbot only if no declared field differs,
   * and keep it when the resource is deleted. `"never"`: always refuse. `"always"`: adopt it, overwrite the declared fields,
   * and delete it with the resource.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * An account that answers by webhook. An app has at most 20 chatbots: the service answers 10008 for the next one. A deleted
 * chatbot is no longer one, but its UserID stays in use.
 *
 * Source: docs [55280](https://trtc.io/document/55280) to [55282](https://trtc.io/document/55282),
 * [34916](https://trtc.io/document/34916) and [34917](https://trtc.io/document/34917) (profile).
 *
 * @example
 * const bot = new tencentchat.Chatbot("helper", { nick: "Helper" });
 * export const botId = bot.userId;
 */
export class Chatbot extends ChatResource {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}Chatbot`;

  /** Whether a value is a `Chatbot`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Chatbot {
    return hasType(value, Chatbot.__pulumiType);
  }

  /** The UserID; equal to `id`. */
  declare readonly userId: pulumi.Output<string>;
  declare readonly nick: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly selfSignature: pulumi.Output<string | undefined>;
  /** True if it existed before this resource was created. */
  declare readonly existedBefore: pulumi.Output<boolean | undefined>;
  /** The SDKAppID of the app that the chatbot is in. */
  declare readonly sdkAppId: pulumi.Output<number>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: ChatbotArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...undeclared, ...args };
    super("Chatbot", name, properties, opts);
  }
}

/** Optional properties, so that an omitted one is still an output. */
const undeclared = {
  userId: undefined,
  nick: undefined,
  faceUrl: undefined,
  selfSignature: undefined,
  existedBefore: undefined,
  sdkAppId: undefined,
};
