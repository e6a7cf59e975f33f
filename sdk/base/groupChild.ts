import type * as pulumi from "@pulumi/pulumi";
import type { GroupType } from "../../provider/resources/group/schema/types";
import { Group } from "../resources/group";
import { ChatResource } from "./resource";

/** The arguments of every child resource of a group. */
export interface GroupChildArgs {
  /**
   * The parent group: the `Group` itself, or the id of any group. With the `Group`, the resource uses its explicit provider,
   * and `pulumi destroy` of both is one call, which disbands the group. Changing it replaces the resource.
   */
  readonly group: Group | pulumi.Input<string>;
}

/** @internal */
export abstract class GroupChild extends ChatResource {
  /** The id of the parent group. */
  declare readonly groupId: pulumi.Output<string>;
  /** The SDKAppID of the app that the group is in. */
  declare readonly sdkAppId: pulumi.Output<number>;
  /** When the group was created, in Unix seconds. */
  declare readonly groupCreateTime: pulumi.Output<number>;

  protected constructor(
    kind: string,
    name: string,
    { group, ...args }: GroupChildArgs,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const groupId = Group.isInstance(group) ? group.groupId : group;
    const properties = { sdkAppId: undefined, groupCreateTime: undefined, ...args, groupId };
    super(kind, name, properties, withGroupOptions(group, opts ?? {}));
  }
}

/**
 * Returns the type of the group, so that a preview can refuse what this type does not support. Undefined if only the id is
 * known.
 *
 * @internal
 */
export function groupTypeOf(group: GroupChildArgs["group"]): pulumi.Output<GroupType> | undefined {
  return Group.isInstance(group) ? group.type : undefined;
}

/** Disbanding a group removes all its child resources. */
function withGroupOptions(
  group: Group | pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  if (!Group.isInstance(group)) return opts;
  const { provider, isManaged } = Group.declarationOf(group);
  return {
    // A group that is only read is not disbanded with the stack.
    ...(isManaged && { deletedWith: group }),
    ...(provider !== undefined && { provider }),
    ...opts,
  };
}
