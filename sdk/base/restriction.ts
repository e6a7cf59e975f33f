import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import type { GroupChildArgs } from "./groupChild";

/** The arguments that mutes and bans have in common. */
export interface RestrictionArgs extends GroupChildArgs {
  /** The UserIDs of 1 to 500 users, 1 to 32 bytes each, without duplicates. The order is ignored. */
  readonly userIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /**
   * When it ends: an RFC 3339 timestamp such as `2026-12-31T18:00:00Z`, before the year 2106, or `forever`. After it has
   * passed, the resource changes nothing, and that is no error. The service counts whole seconds from the call, by its own
   * clock: a difference of up to 60 seconds is not drift.
   */
  readonly until: pulumi.Input<string>;
  /**
   * What to do when one of the users is already muted, or banned, when the program first declares the user. `"ifOwned"` (the
   * default): adopt the restriction if the group provably belongs to this stack; refuse otherwise. `"never"`: always refuse.
   * `"always"`: adopt it regardless of who owns the group.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}
