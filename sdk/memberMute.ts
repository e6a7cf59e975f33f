import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../provider/resources/group/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "./groupChild";

/** The arguments of a `MemberMute`. */
export interface MemberMuteArgs extends GroupChildArgs {
  /** The UserIDs of 1 to 500 members, each of 1 to 32 bytes and once. */
  readonly userIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /**
   * When it ends: an instant by RFC 3339 such as `2026-12-31T18:00:00Z`, before the year 2106, or `forever`. One that has
   * passed is over: nothing is done any more, and nothing is wrong with it. The service counts in whole seconds from the
   * call, by its own clock: 60 seconds more or less are no difference.
   */
  readonly until: pulumi.Input<string>;
  /** Only in this topic of a community. Another one replaces the resource. Default: in the whole group. */
  readonly topicId?: pulumi.Input<string | undefined>;
  /**
   * What to do when one of the users is muted already at the time the program names it. `"owned"` (the default): take the
   * mute over if the group is provably this stack's; refuse otherwise. `"never"`: refuse always. `"always"`: take it over
   * whosesoever the group is.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
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
 * new tencentchat.MemberMute("cool-down", { group: room, userIds: ["mallory"], until: "2026-12-31T18:00:00Z" });
 */
export class MemberMute extends GroupChild {
  declare readonly userIds: pulumi.Output<readonly string[]>;
  declare readonly until: pulumi.Output<string>;
  declare readonly topicId: pulumi.Output<string | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: MemberMuteArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { topicId: undefined, ...args, groupType: groupTypeOf(args.group) };
    super("MemberMute", name, properties, opts);
  }
}
