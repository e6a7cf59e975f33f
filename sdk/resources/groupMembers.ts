import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import type { SettableRole } from "../../provider/resources/member/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";

/** What a member is in the group. Lengths are in bytes of UTF-8, as the service counts. */
export interface MemberProfileArgs {
  /**
   * `"Member"` (the default) or `"Admin"`, which a `Private` group does not have. It is ignored for the group's owner, whom
   * `Group.ownerAccount` decides.
   */
  readonly role?: pulumi.Input<SettableRole | undefined>;
  /** The name in this group, at most 50 bytes (doc 34900). Taken out of the program, it is cleared; never declared, it is left alone. */
  readonly nameCard?: pulumi.Input<string | undefined>;
  /**
   * Member custom fields: at most 5, keys of 1 to 16 bytes of letters, digits and `_`, values of 1 to 64 bytes. The keys
   * have to be declared in the console first (doc 33529). A key that is taken out of the program is cleared; keys that were
   * never named are left alone.
   */
  readonly customFields?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>> | undefined>;
}

/** One of the members of a group. */
export interface ListedMemberArgs extends MemberProfileArgs {
  /** The UserID of an account that is imported already, 1 to 32 bytes. */
  readonly userId: pulumi.Input<string>;
}

/** The arguments of `GroupMembers`. */
export interface GroupMembersArgs extends GroupChildArgs {
  /**
   * All members, each once, at most as many as `maxMemberCount` of the group: a UserID, or an object where there is more to
   * say. The owner may be named or not. An empty list leaves the owner alone. Their order means nothing.
   */
  readonly members: pulumi.Input<readonly pulumi.Input<string | ListedMemberArgs>[]>;
  /**
   * What to do when the group has members beside its owner already at the time the resource is made, named here or not, or
   * an owner with another name card or other custom fields than are named here. `"ifOwned"` (the default): take them over if
   * the group is provably this stack's, which removes those that are not named; refuse otherwise, since a destroy would
   * remove somebody else's members. `"never"`: refuse always. `"always"`: take them over whosesoever the group is.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/** A member as the state has it. */
export interface ListedMember {
  readonly userId: string;
  readonly role?: SettableRole;
  readonly nameCard?: string;
  readonly customFields?: Readonly<Record<string, string>>;
  /** A refresh found it, and the program does not name it: an up removes it, a destroy does not. */
  readonly undeclared?: true;
}

/**
 * The members of a group: these and no others, but for the owner, who is never removed. Who joined, left or was changed
 * otherwise shows as drift in a refresh, and the next up sets it right. A destroy removes the members that the program
 * names; with the `Group` itself as `group`, disbanding it is enough. For members beside those of others there is
 * `GroupMember`; the two do not go together in one group.
 *
 * Nobody is notified of joining and leaving. Users are added 20 a call; role, name card and custom fields take one call a
 * member that differs. A user who cannot be added keeps nobody else out, and is named with the reason: no such account
 * (10019: import it with an `Account` first), in too many groups (10037), an invitation that has to be accepted. A group
 * that is full (10014) needs a larger `maxMemberCount`. Not for an `AVChatRoom`, whose members the service does not store
 * (10007). Who owned the group before its `ownerAccount` changed stays as a member, and is drift unless named. The service
 * may recycle a group without owner that all members have left (doc 33529).
 *
 * Source: docs 34921 (add), 34949 (remove), 34948 (read), 34900 (change).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops", ownerAccount: "alice" });
 * new tencentchat.GroupMembers("ops", {
 *   group: room,
 *   members: ["bob", { userId: "carol", role: "Admin", nameCard: "Carol (on call)" }],
 * });
 */
export class GroupMembers extends GroupChild {
  /** Each as an object, also where the program gives a text. */
  declare readonly members: pulumi.Output<readonly ListedMember[]>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: GroupMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...args, __groupType: groupTypeOf(args.group) };
    super("GroupMembers", name, properties, opts);
  }
}
