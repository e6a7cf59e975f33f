import type * as pulumi from "@pulumi/pulumi";
import { GroupChild, groupTypeOf } from "../base/groupChild";
import { hasType, typePrefix } from "../base/resourceType";
import type { RestrictionArgs } from "../base/restriction";

/** The arguments of a `BannedMembers`. */
export interface BannedMembersArgs extends RestrictionArgs {
  /** The reason, at most 1000 bytes. The service does not return it, so a change by others is not detected. Changing it sends all bans again. */
  readonly description?: pulumi.Input<string | undefined>;
}

/**
 * Users who are banned from an `AVChatRoom` until a time: they cannot enter and get no messages. Users whom others banned
 * are not touched. A user whose ban was lifted or whose end time was changed is missing from `userIds` after a refresh, and
 * the next `pulumi up` bans the user again. `pulumi destroy`, or removing a user from the program, lifts the ban if its end
 * time is unchanged. A ban with another end time is left alone, and a log line names the user.
 *
 * Only for an `AVChatRoom`. It needs a plan with bans, and their switch in the console; otherwise the service refuses
 * (10007).
 *
 * Source: docs [50296](https://trtc.io/document/50296) (ban, 20 per call), [50297](https://trtc.io/document/50297)
 * (unban), [50295](https://trtc.io/document/50295) (read). The id is the group id.
 *
 * @example
 * const live = new tencentchat.Group("live", { type: "AVChatRoom", name: "Live" });
 * new tencentchat.BannedMembers("trolls", { group: live, userIds: ["troll"], until: "forever", description: "spam" });
 */
export class BannedMembers extends GroupChild {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}BannedMembers`;

  /** Whether a value is a `BannedMembers`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is BannedMembers {
    return hasType(value, BannedMembers.__pulumiType);
  }

  declare readonly userIds: pulumi.Output<readonly string[]>;
  declare readonly until: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: BannedMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { description: undefined, ...args, __groupType: groupTypeOf(args.group) };
    super("BannedMembers", name, properties, opts);
  }
}
