import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { GroupChild, type GroupChildArgs } from "../base/groupChild";

/** The arguments of `GroupAttributes`. Lengths are in bytes of UTF-8, as the service counts. */
export interface GroupAttributesArgs extends GroupChildArgs {
  /**
   * At most 15 keys of 1 to 32 bytes, values of 1 to 4000 bytes, 15,482 bytes in all (docs 44187 to 44190). With the
   * setting `ownerField`, 16 keys and 16,000 bytes: else the group's owner mark, under the key `pulumi`, takes the rest.
   * That key cannot be declared, and neither can `__proto__`, which gets lost in Pulumi's SDK.
   */
  readonly attributes: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /**
   * Whether the group is to have these attributes and no others. True (the default): keys that the program does not name
   * are removed, by an up and, together with those that it names, by a destroy. In a group that is not provably this
   * stack's, neither removes what others wrote there, unless `adopt` is `"always"`. False: only the keys named here are
   * looked at, so that clients or another stack can have theirs beside them. When true becomes false, nothing is removed:
   * keys that the program does not name then are let be, also those that it named until then.
   */
  readonly exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when the group has attributes already that are not this resource's yet: the keys named here, with this or
   * another value, and with `exclusive` all others, too. `"ifOwned"` (the default): take them over if the group is provably
   * this stack's; refuse otherwise, since a destroy would remove somebody else's. `"never"`: refuse always. `"always"`:
   * take them over whosesoever the group is.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * The attributes of a group: keys and values that every member's client sees and, with the client SDK, can write. What
 * clients change shows as drift in a refresh, and the next up sets it back. The owner mark of the group, which is an
 * attribute too, is never shown, changed or removed.
 *
 * One group takes 5 writes of attributes a second (10049): more wait for their turn. Writes of others at the same moment
 * (10056) are looked at and repeated until the deadline.
 *
 * Source: docs 44187 (read), 44188 (write), 59499 (remove).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops" });
 * new tencentchat.GroupAttributes("ops", { group: room, attributes: { theme: "dark" } });
 */
export class GroupAttributes extends GroupChild {
  declare readonly attributes: pulumi.Output<Readonly<Record<string, string>>>;
  declare readonly exclusive: pulumi.Output<boolean | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: GroupAttributesArgs, opts?: pulumi.CustomResourceOptions) {
    super("GroupAttributes", name, { exclusive: undefined, ...args }, opts);
  }
}
