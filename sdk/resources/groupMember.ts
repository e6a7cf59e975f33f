import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import type { SettableRole } from "../../provider/resources/member/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";
import type { ListedMemberArgs } from "./groupMembers";

/** The arguments of a `GroupMember`. Another `userId` replaces it. */
export interface GroupMemberArgs extends GroupChildArgs, ListedMemberArgs {
  /**
   * What to do when the user is a member already at the time the resource is made. `"ifOwned"` (the default): take it over if
   * the group is provably this stack's; refuse otherwise, since a destroy would remove somebody else's member. `"never"`:
   * refuse always. `"always"`: take it over whosesoever the group is.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * One member of a group, beside whoever else is in it: others are neither looked at nor removed. For the whole list there
 * is `GroupMembers`. A destroy removes the member; with the `Group` itself as `group`, disbanding it is enough. The owner
 * of the group stays, and keeps its role.
 *
 * Members that are made, read or removed at the same moment share calls: 20 joins are one, or 100 leaves. Nobody is notified.
 * Errors: no such account (10019: import it with an `Account` first), full (10014: raise `maxMemberCount`), in too many
 * groups (10037). Not for an `AVChatRoom`, whose members the service does not store (10007).
 *
 * Source: docs 34921 (add), 34949 (remove), 64897 (read), 34900 (change). The id is `<groupId>/<userId>`.
 *
 * @example
 * new tencentchat.GroupMember("carol", { group: "ops-room", userId: "carol", role: "Admin" });
 */
export class GroupMember extends GroupChild {
  declare readonly userId: pulumi.Output<string>;
  declare readonly role: pulumi.Output<SettableRole | undefined>;
  declare readonly nameCard: pulumi.Output<string | undefined>;
  declare readonly customFields: pulumi.Output<Readonly<Record<string, string>> | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: GroupMemberArgs, opts?: pulumi.CustomResourceOptions) {
    const undeclared = { role: undefined, nameCard: undefined, customFields: undefined };
    const properties = { ...undeclared, ...args, __groupType: groupTypeOf(args.group) };
    super("GroupMember", name, properties, opts);
  }
}
