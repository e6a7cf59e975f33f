import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import type { SettableRole } from "../../provider/resources/member/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";
import { hasType, typePrefix } from "../base/resourceType";

/** The profile of a member in the group. Lengths are in bytes of UTF-8, as the service counts. */
export interface MemberProfileArgs {
  /**
   * `"Member"` (the default) or `"Admin"`, which a `Private` group does not have. Ignored for the group's owner: set
   * `Group.ownerAccount` instead.
   */
  readonly role?: pulumi.Input<SettableRole | undefined>;
  /**
   * The name in this group, at most 50 bytes ([doc 34900](https://trtc.io/document/34900)). Removing it from the
   * program clears it; if never declared, it is left alone.
   */
  readonly nameCard?: pulumi.Input<string | undefined>;
  /**
   * Member custom fields: at most 5, keys of 1 to 16 bytes of letters, digits and `_`, values of 1 to 64 bytes. Declare
   * the keys in the console first ([doc 33529](https://trtc.io/document/33529)). Removing a key from the program clears
   * it; keys that were never declared are left alone.
   */
  readonly customFields?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>> | undefined>;
}

/** One member, with its UserID. */
export interface ListedMemberArgs extends MemberProfileArgs {
  /** The UserID of an imported account, 1 to 32 bytes. */
  readonly userId: pulumi.Input<string>;
}

/** The arguments of `GroupMembers`. */
export interface GroupMembersArgs extends GroupChildArgs {
  /**
   * All members, at most the group's `maxMemberCount`: a map of UserIDs to profiles, `{}` for a member without one. Declaring
   * the owner is optional, and an empty map keeps the owner.
   *
   * A list of UserIDs, or of objects with a `userId`, is the same: use it where a UserID is an output of another resource. It
   * has no duplicates and no order. A preview compares both by UserID.
   *
   * @example
   * new tencentchat.GroupMembers("ops", {
   *   group: room,
   *   members: { alice: { role: "Admin" }, bob: {} },
   * });
   */
  readonly members: pulumi.Input<
    Readonly<Record<string, pulumi.Input<MemberProfileArgs>>> | readonly pulumi.Input<string | ListedMemberArgs>[]
  >;
  /**
   * What to do when the group already has members other than its owner when the resource is created, or an owner whose name
   * card or custom fields differ from the declared ones. `"ifOwned"` (the default): adopt them if the group provably belongs
   * to this stack, which removes undeclared members; refuse otherwise, since `pulumi destroy` would remove foreign members.
   * `"never"`: always refuse. `"always"`: adopt them regardless of who owns the group.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/** A member in the state, by its UserID. */
export interface ListedMember {
  readonly role?: SettableRole;
  readonly nameCard?: string;
  readonly customFields?: Readonly<Record<string, string>>;
  /** A refresh found it, and the program does not declare it: `pulumi up` removes it, `pulumi destroy` does not. */
  readonly undeclared?: true;
}

/**
 * All members of a group. Only the owner is never removed. Members who join, leave or change show as drift
 * in a refresh, and the next `pulumi up` corrects it. `pulumi destroy` removes the declared members; with the `Group` itself
 * as `group`, disbanding it is enough. To manage some members and leave others alone, use `GroupMember`; do not use both in
 * one group.
 *
 * Nobody is notified of joining and leaving. Users are added 20 per call; role, name card and custom fields take one
 * call per changed member. A user who cannot be added does not block the others, and is reported with the reason: no
 * such account (10019: import it with an `Account` first), in too many groups (10037), or an invitation that must be
 * accepted. A full group (10014) needs a larger `maxMemberCount`. Not for an `AVChatRoom`, whose members the service
 * does not store (10007). After a change of `ownerAccount`, the previous owner stays as a member, and is drift unless
 * declared. The service may recycle a group without an owner after all members have left
 * ([doc 33529](https://trtc.io/document/33529)).
 *
 * Source: docs [34921](https://trtc.io/document/34921) (add), [34949](https://trtc.io/document/34949) (remove),
 * [34948](https://trtc.io/document/34948) (read), [34900](https://trtc.io/document/34900) (change).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops", ownerAccount: "alice" });
 * new tencentchat.GroupMembers("ops", {
 *   group: room,
 *   members: { bob: {}, carol: { role: "Admin", nameCard: "Carol (on call)" } },
 * });
 */
export class GroupMembers extends GroupChild {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}GroupMembers`;

  /** Whether a value is a `GroupMembers`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is GroupMembers {
    return hasType(value, GroupMembers.__pulumiType);
  }

  /** By UserID, even if the program gives a list. */
  declare readonly members: pulumi.Output<Readonly<Record<string, ListedMember>>>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: GroupMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...args, __groupType: groupTypeOf(args.group) };
    super("GroupMembers", name, properties, opts);
  }
}
