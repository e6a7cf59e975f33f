import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { GroupChild, type GroupChildArgs } from "../base/groupChild";
import { hasType, typePrefix } from "../base/resourceType";

/** The arguments of `GroupAttributes`. Lengths are in bytes of UTF-8, as the service counts. */
export interface GroupAttributesArgs extends GroupChildArgs {
  /**
   * At most 15 keys of 1 to 32 bytes, values of 1 to 4000 bytes, 15,482 bytes in total (docs
   * [44187](https://trtc.io/document/44187) to [44190](https://trtc.io/document/44190)); with the setting `ownerField`,
   * 16 keys and 16,000 bytes. The difference is the group's owner mark, under the key `pulumi`. That key cannot be
   * declared, nor can `__proto__`, which Pulumi's SDK drops.
   */
  readonly attributes: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /**
   * Whether the group must have no other attributes. True (the default): `pulumi up` removes undeclared keys, and
   * `pulumi destroy` removes declared and undeclared keys. In a group that does not provably belong to this stack, neither
   * removes what others wrote, unless `adopt` is `"always"`. False: only the declared keys are managed, so that clients or
   * other stacks can have keys of their own. Changing true to false removes nothing: undeclared keys are left alone, also
   * those that were declared until then.
   */
  readonly exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when the group already has attributes that this resource does not manage yet: declared keys with any value,
   * and with `exclusive` all other keys as well. `"ifOwned"` (the default): adopt them if the group provably belongs to this
   * stack; refuse otherwise, since `pulumi destroy` would remove foreign attributes. `"never"`: always refuse. `"always"`:
   * adopt them regardless of who owns the group.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * The attributes of a group: keys and values that every member's client can read and, with the client SDK, write. A change
 * by a client shows as drift in a refresh, and the next `pulumi up` reverts it. The owner mark of the group, also an
 * attribute, is never shown, changed or removed.
 *
 * One group accepts 5 attribute writes per second (10049); further writes wait. After a conflict with a concurrent write
 * (10056), the attributes are read back and the write is repeated until the deadline.
 *
 * Source: docs [44187](https://trtc.io/document/44187) (read), [44188](https://trtc.io/document/44188) (write),
 * [59499](https://trtc.io/document/59499) (remove).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops" });
 * new tencentchat.GroupAttributes("ops", { group: room, attributes: { theme: "dark" } });
 */
export class GroupAttributes extends GroupChild {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}GroupAttributes`;

  /** Whether a value is a `GroupAttributes`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is GroupAttributes {
    return hasType(value, GroupAttributes.__pulumiType);
  }

  declare readonly attributes: pulumi.Output<Readonly<Record<string, string>>>;
  declare readonly exclusive: pulumi.Output<boolean | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: GroupAttributesArgs, opts?: pulumi.CustomResourceOptions) {
    super("GroupAttributes", name, { exclusive: undefined, ...args }, opts);
  }
}
