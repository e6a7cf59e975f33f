import type * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import type { GroupChildArgs } from "./groupChild";

/** What mutes and bans have in common. */
export interface RestrictionArgs extends GroupChildArgs {
  /** The UserIDs of 1 to 500 users, each of 1 to 32 bytes and once. Their order means nothing. */
  readonly userIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /**
   * When it ends: an instant by RFC 3339 such as `2026-12-31T18:00:00Z`, before the year 2106, or `forever`. One that has
   * passed is over: nothing is done any more, and nothing is wrong with it. The service counts in whole seconds from the
   * call, by its own clock: 60 seconds more or less are no difference.
   */
  readonly until: pulumi.Input<string>;
  /**
   * What to do when one of the users is muted, or banned, already at the time the program names it. `"ifOwned"` (the
   * default): take that over if the group is provably this stack's; refuse otherwise. `"never"`: refuse always.
   * `"always"`: take it over whosesoever the group is.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}
