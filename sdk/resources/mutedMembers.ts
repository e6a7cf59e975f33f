import type * as pulumi from "@pulumi/pulumi";
import { GroupChild, groupTypeOf } from "../base/groupChild";
import { hasType, typePrefix } from "../base/resourceType";
import type { RestrictionArgs } from "../base/restriction";

/** The arguments of a `MutedMembers`. */
export interface MutedMembersArgs extends RestrictionArgs {
  /** Mutes only in this topic of a community: its full id, such as `topic.topicId`. Changing it replaces the resource. Default: the whole group. */
  readonly topicId?: pulumi.Input<string | undefined>;
}

/**
 * Members who are muted in a group until a time. Users whom others muted are not touched. A user who was unmuted, or
 * whose end time was changed, is missing from `userIds` after a refresh, and the next `pulumi up` mutes the user again.
 * `pulumi destroy`, or removing a user from the program, unmutes the user if the end time is unchanged. A mute with
 * another end time is left alone, and a log line names the user. A mute outlasts leaving and rejoining the group
 * ([doc 34951](https://trtc.io/document/34951)).
 *
 * Not for a `Private` group, whose members cannot be muted (10007).
 *
 * Source: docs [34951](https://trtc.io/document/34951) (mute, at most 500 per call),
 * [34964](https://trtc.io/document/34964) (read). The id is the topic id, or else the group id.
 *
 * @example
 * new tencentchat.MutedMembers("cool-down", { group: room, userIds: ["mallory"], until: "2026-12-31T18:00:00Z" });
 */
export class MutedMembers extends GroupChild {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}MutedMembers`;

  /** Whether a value is a `MutedMembers`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is MutedMembers {
    return hasType(value, MutedMembers.__pulumiType);
  }

  declare readonly userIds: pulumi.Output<readonly string[]>;
  declare readonly until: pulumi.Output<string>;
  declare readonly topicId: pulumi.Output<string | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: MutedMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { topicId: undefined, ...args, __groupType: groupTypeOf(args.group) };
    super("MutedMembers", name, properties, opts);
  }
}
