import type * as pulumi from "@pulumi/pulumi";
import { GroupChild, groupTypeOf } from "../base/groupChild";
import type { RestrictionArgs } from "../base/restriction";

/** The arguments of a `MutedMembers`. */
export interface MutedMembersArgs extends RestrictionArgs {
  /** Only in this topic of a community, by its whole id as in `topic.topicId`. Another one replaces the resource. Default: in the whole group. */
  readonly topicId?: pulumi.Input<string | undefined>;
}

/**
 * Members who may not speak in a group until a time. Users who are muted by others are not looked at. Who was unmuted or
 * muted until another time meanwhile is missing from `userIds` after a refresh, and the next up mutes the user again. A
 * destroy, and taking a user out of the program, unmutes those whose mute is still this one; a line says who was muted
 * until another time since and is left alone. A mute lasts when a member leaves and comes back (doc 34951).
 *
 * Not for a `Private` group, whose members cannot be muted (10007).
 *
 * Source: docs 34951 (mute, at most 500 a call), 34964 (read). The id is that of the topic, or else of the group.
 *
 * @example
 * new tencentchat.MutedMembers("cool-down", { group: room, userIds: ["mallory"], until: "2026-12-31T18:00:00Z" });
 */
export class MutedMembers extends GroupChild {
  declare readonly userIds: pulumi.Output<readonly string[]>;
  declare readonly until: pulumi.Output<string>;
  declare readonly topicId: pulumi.Output<string | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: MutedMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { topicId: undefined, ...args, __groupType: groupTypeOf(args.group) };
    super("MutedMembers", name, properties, opts);
  }
}
