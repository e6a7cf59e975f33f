import type * as pulumi from "@pulumi/pulumi";
import { GroupChild, groupTypeOf } from "../base/groupChild";
import type { RestrictionArgs } from "../base/restriction";

/** The arguments of a `BannedMembers`. */
export interface BannedMembersArgs extends RestrictionArgs {
  /** Why, at most 1000 bytes. The service does not tell it back, so that a change by others does not show; another one is sent with all bans again. */
  readonly description?: pulumi.Input<string | undefined>;
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
 * new tencentchat.BannedMembers("trolls", { group: live, userIds: ["troll"], until: "forever", description: "spam" });
 */
export class BannedMembers extends GroupChild {
  declare readonly userIds: pulumi.Output<readonly string[]>;
  declare readonly until: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: BannedMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { description: undefined, ...args, __groupType: groupTypeOf(args.group) };
    super("BannedMembers", name, properties, opts);
  }
}
