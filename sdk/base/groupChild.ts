import type * as pulumi from "@pulumi/pulumi";
import type { GroupType } from "../../provider/resources/group/schema/types";
import { Group } from "../resources/group";
import { ChatResource } from "./resource";

/** The arguments that every part of a group has. */
export interface GroupChildArgs {
  /**
   * The group that it is part of: the `Group` itself, or the id of a group, be it of this program or not. With the `Group`,
   * a destroy of both is one call, that which disbands the group, and its explicit provider counts here, too. Another group
   * replaces the resource.
   */
  readonly group: Group | pulumi.Input<string>;
}

/** @internal */
export abstract class GroupChild extends ChatResource {
  /** The id of the group. */
  declare readonly groupId: pulumi.Output<string>;
  /** The SDKAppID of the app that the group is in. */
  declare readonly sdkAppId: pulumi.Output<number>;
  /** When the group was made, in Unix seconds. */
  declare readonly groupCreateTime: pulumi.Output<number>;

  protected constructor(
    kind: string,
    name: string,
    { group, ...args }: GroupChildArgs,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const groupId = group instanceof Group ? group.groupId : group;
    const properties = {
      sdkAppId: undefined,
      groupCreateTime: undefined,
      ...args,
      groupId,
    };
    super(kind, name, properties, withGroup(group, opts ?? {}));
  }
}

/**
 * The type of the group, for what not every type has: with the `Group` itself, a preview can tell. Undefined: only its id is
 * known.
 *
 * @internal
 */
export function groupTypeOf(group: GroupChildArgs["group"]): pulumi.Output<GroupType> | undefined {
  return group instanceof Group ? group.type : undefined;
}

/** The service removes all that is part of a group when the group is disbanded. */
function withGroup(
  group: Group | pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  if (!(group instanceof Group)) return opts;
  const { provider, isManaged } = Group.declarationOf(group);
  return {
    // A group that is only read here is not disbanded with the stack.
    ...(isManaged && { deletedWith: group }),
    ...(provider !== undefined && { provider }),
    ...opts,
  };
}
