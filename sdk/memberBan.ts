import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../provider/resources/group/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "./groupChild";

/** The arguments of a `MemberBan`. */
export interface MemberBanArgs extends GroupChildArgs {
  /** The UserIDs of 1 to 500 users, each of 1 to 32 bytes and once. */
  readonly userIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /**
   * When it ends: an instant by RFC 3339 such as `2026-12-31T18:00:00Z`, before the year 2106, or `forever`, the longest
   * time that the service takes. One that has passed is over: nothing is done any more, and nothing is wrong with it. The
   * service counts in whole seconds from the call, by its own clock: 60 seconds more or less are no difference.
   */
  readonly until: pulumi.Input<string>;
  /** Why, at most 1000 bytes. The service does not tell it back, so that a change by others does not show; another one is sent with all bans again. */
  readonly description?: pulumi.Input<string | undefined>;
  /**
   * What to do when one of the users is banned already at the time the program names it. `"owned"` (the default): take the
   * ban over if the group is provably this stack's; refuse otherwise. `"never"`: refuse always. `"always"`: take it over
   * whosesoever the group is.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * Users who are kept out of an `AVChatRoom` until a time: they get no messages and cannot come in. Users who are banned by
 * others are not looked at. Who was let in or banned until another time meanwhile is missing from `userIds` after a
 * refresh, and the next up bans the user again. A destroy, and taking a user out of the program, lets those in whose ban is
 * still this one; a line says who was banned until another time since and is left alone.
 *
 * For an `AVChatRoom` alone. It needs a plan that has bans, and their switch in the console: else the service refuses
 * (10007).
 *
 * Source: docs 50296 (ban, 20 a call), 50297 (unban), 50295 (read). The id is that of the group.
 *
 * @example
 * const live = new tencentchat.Group("live", { type: "AVChatRoom", name: "Live" });
 * new tencentchat.MemberBan("trolls", { group: live, userIds: ["troll"], until: "forever", description: "spam" });
 */
export class MemberBan extends GroupChild {
  declare readonly userIds: pulumi.Output<readonly string[]>;
  declare readonly until: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: MemberBanArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { description: undefined, ...args, groupType: groupTypeOf(args.group) };
    super("MemberBan", name, properties, opts);
  }
}
