import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { ChatResource } from "../base/resource";

/** The arguments of a `Chatbot`. Lengths are in bytes of UTF-8, as the service counts. A field that is not given is left alone. */
export interface ChatbotArgs {
  /**
   * The UserID: `@RBT#` and more, at most 32 bytes of printable ASCII without spaces. Left out, it is derived from stack and
   * resource name, which lets an interrupted run find its own chatbots again. Another id replaces the chatbot.
   */
  readonly userId?: pulumi.Input<string | undefined>;
  /** The name that people see, at most 500 bytes. Taken out of the program, it is cleared. */
  readonly nick?: pulumi.Input<string | undefined>;
  /** The address of the chatbot's picture, at most 500 bytes. Taken out of the program, it is cleared. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** At most 500 bytes. Taken out of the program, it is cleared. */
  readonly selfSignature?: pulumi.Input<string | undefined>;
  /**
   * What to do when there is a chatbot with this id already. `"ifOwned"` (the default): take it over if its id is derived
   * from this very resource, and delete it with the resource; another one only if it has no other values than the
   * program's in fields that the program declares, and then it is kept when the resource is deleted. `"never"`: refuse
   * always. `"always"`: take it over, overwrite what the program declares, and delete it with the resource.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * A chatbot: an account that answers by webhook. An app has at most 20 of them: the service answers 10008 for the next
 * one. A deleted one is no longer a chatbot, while its UserID stays taken.
 *
 * Source: docs 55280 to 55282, 34916 and 34917 (profile).
 *
 * @example
 * const bot = new tencentchat.Chatbot("helper", { nick: "Helper" });
 * export const botId = bot.userId;
 */
export class Chatbot extends ChatResource {
  /** The UserID; equal to `id`. */
  declare readonly userId: pulumi.Output<string>;
  declare readonly nick: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly selfSignature: pulumi.Output<string | undefined>;
  /** True for one that was there before it was declared. */
  declare readonly existedBefore: pulumi.Output<boolean | undefined>;
  /** The SDKAppID of the app that the chatbot is in. */
  declare readonly sdkAppId: pulumi.Output<number>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: ChatbotArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...undeclared, ...args };
    super("Chatbot", name, properties, opts);
  }
}

/** What the program may leave out, so that it is still an output. */
const undeclared = {
  userId: undefined,
  nick: undefined,
  faceUrl: undefined,
  selfSignature: undefined,
  existedBefore: undefined,
  sdkAppId: undefined,
};
