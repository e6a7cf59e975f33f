import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";
import { hasType, typePrefix } from "../base/resourceType";

/** The arguments of a `Topic`. Lengths are in bytes of UTF-8, as the service counts. */
export interface TopicArgs extends GroupChildArgs {
  /** The display name, 1 to 30 bytes. */
  readonly name: pulumi.Input<string>;
  /**
   * The topic's own part of the id, such as `incidents`, or the full id `<group id>@TOPIC#_incidents`; the full id is
   * sent and stored. The full id has at most 96 bytes of printable ASCII, and no other `@TOPIC#` or `@TGS#`
   * ([doc 33529](https://trtc.io/document/33529)). Default: derived from stack, resource name and group, so that the
   * next run finds a topic that an interrupted run created. Changing it replaces the topic.
   */
  readonly topicId?: pulumi.Input<string | undefined>;
  /** At most 240 bytes. Removing it from the program clears it. */
  readonly introduction?: pulumi.Input<string | undefined>;
  /** The notice for members, at most 300 bytes. Removing it from the program clears it. */
  readonly notification?: pulumi.Input<string | undefined>;
  /** The URL of the topic's picture, at most 100 bytes. Removing it from the program clears it. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** App-defined data, at most 3000 bytes. Removing it from the program clears it. */
  readonly customString?: pulumi.Input<string | undefined>;
  /** Whether only the owner and admins may send messages. Default false. */
  readonly muteAllMembers?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when a topic with this id already exists. `"ifOwned"` (the default): adopt it if its id is derived from this
   * resource, or the group provably belongs to this stack; refuse otherwise. `"never"`: always refuse. `"always"`: adopt it
   * regardless of who owns it, and delete it with the stack.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * A topic of a community: a room with its own messages. Its group must be a `Community` created with `supportTopic: true`,
 * which cannot be changed later. A community has at most 200 topics. The app needs a plan with communities, and their switch
 * in the console; otherwise the service answers 11000.
 *
 * Deleting a topic deletes its messages, and cannot be undone. A topic that is already deleted is no error.
 *
 * Source: docs [49471](https://trtc.io/document/49471) (create), [49469](https://trtc.io/document/49469) (read),
 * [49468](https://trtc.io/document/49468) (modify), [49470](https://trtc.io/document/49470) (delete).
 *
 * @example
 * const ops = new tencentchat.Group("ops", { type: "Community", name: "Ops", supportTopic: true });
 * const incidents = new tencentchat.Topic("incidents", { group: ops, name: "Incidents" });
 * export const topicId = incidents.topicId;
 */
export class Topic extends GroupChild {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}Topic`;

  /** Whether a value is a `Topic`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Topic {
    return hasType(value, Topic.__pulumiType);
  }

  /** The full id, `<group id>@TOPIC#_…`; equal to `id`. */
  declare readonly topicId: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly introduction: pulumi.Output<string | undefined>;
  declare readonly notification: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly customString: pulumi.Output<string | undefined>;
  declare readonly muteAllMembers: pulumi.Output<boolean | undefined>;
  /** When the topic was created, in Unix seconds; absent if the service does not return it. */
  declare readonly createTime: pulumi.Output<number | undefined>;

  /** @param name the name of the resource in this program; the topic's own name is `args.name` */
  constructor(name: string, args: TopicArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...undeclared, ...args, __groupType: groupTypeOf(args.group) };
    super("Topic", name, properties, opts);
  }
}

/** Optional properties, so that an omitted one is still an output. */
const undeclared = {
  createTime: undefined,
  topicId: undefined,
  introduction: undefined,
  notification: undefined,
  faceUrl: undefined,
  customString: undefined,
  muteAllMembers: undefined,
};
