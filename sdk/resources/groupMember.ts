import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import type { SettableRole } from "../../provider/resources/member/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";
import { hasType, typePrefix } from "../base/resourceType";
import type { ListedMemberArgs } from "./groupMembers";

/** The arguments of a `GroupMember`. Changing `userId` replaces it. */
export interface GroupMemberArgs extends GroupChildArgs, ListedMemberArgs {
  /**
   * What to do when the user is already a member when the resource is created. `"ifOwned"` (the default): adopt the member if
   * the group provably belongs to this stack; refuse otherwise, since `pulumi destroy` would remove a foreign member.
   * `"never"`: always refuse. `"always"`: adopt the member regardless of who owns the group.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * One member of a group. Other members are neither read nor removed; `GroupMembers` manages the whole list. `pulumi destroy`
 * removes the member; with the `Group` itself as `group`, disbanding it is enough. The owner of the group is never removed,
 * and keeps its role.
 *
 * Members that are created, read or removed at the same time share calls: up to 20 joins or 100 leaves per call. Nobody is
 * notified. Errors: no such account (10019: import it with an `Account` first), group full (10014: raise `maxMemberCount`),
 * user in too many groups (10037). Not for an `AVChatRoom`, whose members the service does not store (10007).
 *
 * Source: docs [34921](https://trtc.io/document/34921) (add), [34949](https://trtc.io/document/34949) (remove),
 * [64897](https://trtc.io/document/64897) (read), [34900](https://trtc.io/document/34900) (change). The id is
 * `<groupId>/<userId>`.
 *
 * @example
 * new tencentchat.GroupMember("carol", { group: "ops-room", userId: "carol", role: "Admin" });
 */
export class GroupMember extends GroupChild {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}GroupMember`;

  /** Whether a value is a `GroupMember`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is GroupMember {
    return hasType(value, GroupMember.__pulumiType);
  }

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
