import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";

/** The arguments of a `Topic`. Lengths are in bytes of UTF-8, as the service counts. */
export interface TopicArgs extends GroupChildArgs {
  /** The name that people see, 1 to 30 bytes. */
  readonly name: pulumi.Input<string>;
  /**
   * The part of the id that is the topic's own, such as `incidents`; what is sent and kept is the whole id,
   * `<group id>@TOPIC#_incidents`, which can be given here, too. At most 96 bytes of printable ASCII in all, without another
   * `@TOPIC#` or `@TGS#` (doc 33529). Left out, it is derived from stack, resource name and group, which lets an
   * interrupted run find its own topics again. Another id replaces the topic.
   */
  readonly topicId?: pulumi.Input<string | undefined>;
  /** At most 240 bytes. Taken out of the program, it is cleared. */
  readonly introduction?: pulumi.Input<string | undefined>;
  /** The notice that members see, at most 300 bytes. Taken out of the program, it is cleared. */
  readonly notification?: pulumi.Input<string | undefined>;
  /** The address of the topic's picture, at most 100 bytes. Taken out of the program, it is cleared. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** Whatever the app keeps with the topic, at most 3000 bytes. Taken out of the program, it is cleared. */
  readonly customString?: pulumi.Input<string | undefined>;
  /** Whether nobody but owner and admins may send. Default false. */
  readonly muteAllMembers?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when a topic with this id exists already. `"ifOwned"` (the default): take it over if its id is derived from
   * this very resource, or the group is provably this stack's; refuse otherwise. `"never"`: refuse always. `"always"`: take
   * it over whosesoever it is, and delete it with the stack.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * A topic of a community: a room with its own messages. Its group is a `Community` that was made with
 * `supportTopic: true`; another cannot get topics later. A community has at most 200. The app needs a plan with
 * communities, and their switch in the console: the service answers 11000 without.
 *
 * Deleting a topic deletes its messages, and cannot be undone. One that somebody else has deleted already is no error.
 *
 * Source: docs 49471 (create), 49469 (read), 49468 (modify), 49470 (delete).
 *
 * @example
 * const ops = new tencentchat.Group("ops", { type: "Community", name: "Ops", supportTopic: true });
 * const incidents = new tencentchat.Topic("incidents", { group: ops, name: "Incidents" });
 * export const topicId = incidents.topicId;
 */
export class Topic extends GroupChild {
  /** The whole id, `<group id>@TOPIC#_…`; equal to `id`. */
  declare readonly topicId: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly introduction: pulumi.Output<string | undefined>;
  declare readonly notification: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly customString: pulumi.Output<string | undefined>;
  declare readonly muteAllMembers: pulumi.Output<boolean | undefined>;
  /** When the topic was made, in Unix seconds; missing where the service does not tell. */
  declare readonly createTime: pulumi.Output<number | undefined>;

  /** @param name the name of the resource in this program; the topic's own name is `args.name` */
  constructor(name: string, args: TopicArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...undeclared, ...args, __groupType: groupTypeOf(args.group) };
    super("Topic", name, properties, opts);
  }
}

/** What the program may leave out, so that it is still an output. */
const undeclared = {
  createTime: undefined,
  topicId: undefined,
  introduction: undefined,
  notification: undefined,
  faceUrl: undefined,
  customString: undefined,
  muteAllMembers: undefined,
};
