import * as pulumi from "@pulumi/pulumi";
import { programError } from "../base/programError";
import { ChatResource } from "../base/resource";
import { hasType, typePrefix } from "../base/resourceType";
import { encodedGroups } from "../base/run/encodedGroups";
import { secretMarker } from "../base/run/fleetSecrets";
import type { GroupArgs } from "./group";

type Ids = Readonly<Record<string, string>>;

/** The settings of one group of a fleet: those of a `Group`, as far as `defaults` do not give them. */
export type FleetGroupArgs = Partial<GroupArgs>;

/** The arguments of a `GroupFleet`: either `groups`, or `count` and `template`. */
export interface GroupFleetArgs {
  /**
   * The groups: a map of keys to settings, at most 50,000. A key has 1 to 64 bytes and counts as the logical name of a
   * `Group`: without a `groupId`, the id is derived from it, so that a group can move between a `Group` and a fleet. A key
   * that is removed disbands its group.
   *
   * @example
   * new tencentchat.GroupFleet("rooms", {
   *   defaults: { type: "Public", ownerAccount: "alice" },
   *   groups: { lobby: { name: "Lobby" }, ops: { name: "Ops", disbandOnlyIf: { membersAtMost: 2 } } },
   * });
   */
  readonly groups?: pulumi.Input<Readonly<Record<string, pulumi.Input<FleetGroupArgs>>> | undefined>;
  /** How many groups to create from `template`, 0 to 50,000. Their keys are `0`, `1` and so on; a lower number disbands the last ones. */
  readonly count?: pulumi.Input<number | undefined>;
  /**
   * The settings of each of the `count` groups. `{index}` in a text stands for the number of the group, from 0.
   *
   * @example
   * new tencentchat.GroupFleet("match", {
   *   count: 1000,
   *   template: { type: "AVChatRoom", name: "Match {index}", groupId: "match-{index}" },
   * });
   */
  readonly template?: pulumi.Input<FleetGroupArgs | undefined>;
  /** Settings of all groups that do not have their own. `{key}` in a text stands for the key of the group, with `count` its number. */
  readonly defaults?: pulumi.Input<FleetGroupArgs | undefined>;
}

/**
 * Up to 50,000 groups as one resource. Each is created, changed, read and disbanded as a `Group` is, with the same owner mark,
 * guards, farewell and adoption; but the engine has one step and one state entry for all, so that its own cost does not grow
 * with the square of their number. Use it for many groups of the same kind, and `Group` for those with child resources,
 * `protect` or aliases of their own.
 *
 * An update changes only the groups that differ; a line in the preview says which. If a group fails, the others go on, what
 * exists stays in the state, and the next `pulumi up` continues. After Ctrl-C no further group is begun. A group that moves
 * between a `Group` and a fleet stays as it is in the service (docs/guides/fleets.md).
 *
 * Source: as for `Group`. The service allows 200 calls a second of each kind for each app
 * ([doc 34381](https://trtc.io/document/34381)): 10,000 groups take 50 seconds.
 *
 * @example
 * const rooms = new tencentchat.GroupFleet("rooms", {
 *   defaults: { type: "Public", name: "Room {key}" },
 *   groups: { red: {}, blue: { introduction: "For the blue team" } },
 * });
 * export const redId = rooms.ids.red;
 */
export class GroupFleet extends ChatResource {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}GroupFleet`;

  /** Whether a value is a `GroupFleet`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is GroupFleet {
    return hasType(value, GroupFleet.__pulumiType);
  }

  /** The ids of the groups in the service, by key. */
  declare readonly ids: pulumi.Output<Readonly<Record<string, string>>>;
  /** The SDKAppID of the app that the groups are in. */
  declare readonly sdkAppId: pulumi.Output<number>;

  constructor(name: string, args: GroupFleetArgs, opts?: pulumi.CustomResourceOptions) {
    const { groups, count, template, defaults } = args;
    // The state has the groups under names of its own, which hides from the engine that they hold secrets.
    const secret = secretMarker([groups, count, template, defaults]);
    const encoded = encodedGroups(`GroupFleet "${name}"`, groups);
    if (typeof encoded === "string") refuseIgnoredParts(name, opts?.ignoreChanges);
    const additionalSecretOutputs = [...(opts?.additionalSecretOutputs ?? []), "__leaving"];
    super(
      "GroupFleet",
      name,
      {
        ids: undefined,
        sdkAppId: undefined,
        ...args,
        groups: encoded,
        __groups: secret,
      },
      { ...opts, additionalSecretOutputs },
    );
    this.ids = pulumi.output<Ids | string>(this.ids).apply(idsOf);
  }
}

/** The engine finds no part in a text: it would write the ignored change. @throws RunError */
function refuseIgnoredParts(name: string, ignoreChanges: readonly string[] = []): void {
  const part = ignoreChanges.find((path) => /^groups[.[]/.test(path));
  if (part === undefined) return;
  throw programError(
    `GroupFleet "${name}": ignoreChanges cannot name ${part}, since the engine gets all groups as one text. ` +
      'Name "groups" as a whole, or declare this group as a Group with ignoreChanges of its own.',
  );
}

/** In the state, the ids are a text: a map with thousands of entries takes seconds on its way through the engine. */
function idsOf(ids: Ids | string): Ids {
  return typeof ids === "string" ? JSON.parse(ids) : ids;
}
