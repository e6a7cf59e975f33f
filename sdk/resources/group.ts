import type * as pulumi from "@pulumi/pulumi";
import type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "../../provider/resources/group/schema/types";
import { ChatResource, typePrefix } from "../base/resource";
import { explicitProvider } from "../provider";

/** A group type by either of its names: `Work` equals `Private`, and `Meeting` equals `ChatRoom`. */
export type GroupTypeName = GroupType | "Work" | "Meeting";

/**
 * What has to be so before a group is disbanded, of those that are given. What the service does not tell speaks against
 * it. An `AVChatRoom` can have none of them, since the service stores neither its members nor its messages; a `Community`
 * with topics only `membersAtMost`.
 */
export interface DisbandGuardArgs {
  /** How many members it may have, the owner included: 0 to 100000 (`MemberNum`, doc 34961). */
  readonly membersAtMost?: pulumi.Input<number | undefined>;
  /**
   * How long nothing may have happened there, such as `30m`, `48h` or `7d`; 1 minute to 10 years. Counted from the last
   * message, or from when it was made if that is later, by the service's times and the clock of the machine that runs
   * pulumi: one that is ahead makes a group seem idle for longer, by as much. Notices of joining and leaving may count.
   */
  readonly idleFor?: pulumi.Input<string | undefined>;
  /**
   * Whether nobody may ever have written there. Messages that were recalled or deleted count (docs 33526, 33529), and
   * notices of joining and leaving may. Default false.
   */
  readonly emptyOfMessages?: pulumi.Input<boolean | undefined>;
}

/** What the members of a group are told before it is disbanded. */
export interface FarewellArgs {
  /**
   * The text of the notification, 1 to 8000 bytes: sources give 8 and 12 KB as the most. The client SDK hands it to the app
   * as a system notification, not as a message of the chat (doc 34958).
   */
  readonly message: pulumi.Input<string>;
  /**
   * How long to wait after it, such as `30s` or `2m`; at most 5 minutes. Default: not at all. It comes on top of
   * `deadlineSeconds`. Groups that are deleted at the same time wait at the same time; see `--parallel`.
   */
  readonly wait?: pulumi.Input<string | undefined>;
}

/** The arguments of a `Group`. Lengths are in bytes of UTF-8, as the service counts. */
export interface GroupArgs {
  /**
   * The type of the group (doc 33529). It decides about members, joining and history, and cannot be changed: another type
   * replaces the group. `Community` needs a plan and a switch in the console.
   */
  readonly type: pulumi.Input<GroupTypeName>;
  /** The name that people see, 1 to 30 bytes. */
  readonly name: pulumi.Input<string>;
  /**
   * The id of the group, 1 to 48 bytes of printable ASCII; a community's starts with `@TGS#_`, and no other may start
   * with `@TGS#` (doc 33529). Left out, it is derived from the identity of the program, resource name and type, which lets
   * an interrupted run find its own groups again, and which nobody else can compute. Another id replaces the group.
   */
  readonly groupId?: pulumi.Input<string | undefined>;
  /**
   * The UserID of the owner, at most 32 bytes: an account that is imported already. Without one, the group has no owner
   * and only the app admin can manage it. Another owner joins the group and takes it over; leaving this out later keeps
   * the owner. It cannot be changed on an `AVChatRoom` (doc 34966).
   */
  readonly ownerAccount?: pulumi.Input<string | undefined>;
  /** At most 240 bytes. Taken out of the program, it is cleared. */
  readonly introduction?: pulumi.Input<string | undefined>;
  /** The notice that members see, at most 300 bytes. Taken out of the program, it is cleared. */
  readonly notification?: pulumi.Input<string | undefined>;
  /** The address of the group's picture, at most 100 bytes. Taken out of the program, it is cleared. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** How many members there can be, 1 to 100000. Default: what the plan allows. Not for `AVChatRoom`, which has no limit. */
  readonly maxMemberCount?: pulumi.Input<number | undefined>;
  /** How a user who applies gets in. The default depends on the type. Not for `AVChatRoom` and `Community`, where joining is free. */
  readonly applyJoinOption?: pulumi.Input<ApplyJoinOption | undefined>;
  /** How a user whom a member invites gets in. The default depends on the type. Not for `AVChatRoom` and `Community`. */
  readonly inviteJoinOption?: pulumi.Input<InviteJoinOption | undefined>;
  /** Whether nobody but owner and admins may send. Default false. */
  readonly muteAllMembers?: pulumi.Input<boolean | undefined>;
  /**
   * Group custom fields: at most 10, keys of 1 to 16 bytes of letters, digits and `_`, values of 1 to 512 bytes. The keys
   * have to be declared in the console first (doc 34419). Keys that are not named here are left alone.
   */
  readonly customFields?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>> | undefined>;
  /** Whether a `Community` carries topics. Default false. Decided for ever when it is made: another value replaces the group. */
  readonly supportTopic?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when a group with this id exists already. `"ifOwned"` (the default): take it over if it is provably this
   * program's own, from an interrupted run or from another resource of it; refuse otherwise. `"never"`: refuse always. `"always"`: take
   * it over whoever made it, and disband it with the stack.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
  /**
   * Guards against disbanding a group that is in use: it is disbanded only if all that is given here holds. They are read
   * right before the call, and count for every disband, be it by `pulumi destroy`, by taking the group out of the program,
   * or for a replacement. They are part of the state: one that is added counts after the next `pulumi up`, which changes
   * nothing in the service. Default: no guards.
   *
   * A refusal says what was found, and the group stays. To disband it all the same, once, name it in the environment:
   * `TENCENT_CHAT_FORCE_DISBAND=<group id>`, several with commas between; an info line tells of each group for which that
   * was needed. An id with a comma, or with a space at an end, cannot be named there: take the guard out and run
   * `pulumi up` first.
   *
   * @example
   * new tencentchat.Group("ops", {
   *   type: "Public",
   *   name: "Ops",
   *   disbandOnlyIf: { membersAtMost: 2, idleFor: "48h" },
   * });
   */
  readonly disbandOnlyIf?: pulumi.Input<DisbandGuardArgs | undefined>;
  /**
   * Tells everybody in the group, once, and then disbands it. It is sent only to a group that is to go: one that is this
   * stack's, and that its guards let go; both are looked at again after the wait. When it cannot be sent, a warning says
   * so and the group is disbanded without. Those who are not online do not get it (doc 33526). Default: no farewell.
   *
   * @example
   * new tencentchat.Group("preview", {
   *   type: "Public",
   *   name: "Preview",
   *   farewell: { message: "This preview closes in a minute.", wait: "1m" },
   * });
   */
  readonly farewell?: pulumi.Input<FarewellArgs | undefined>;
}

/**
 * A Tencent Cloud Chat group. `pulumi up` makes it and keeps it as declared; `pulumi destroy` disbands it, which cannot be
 * undone. A group that somebody else has disbanded already is no error. One that has to be replaced is disbanded when the new
 * one is there; only where another type is declared under the same `groupId`, it is disbanded first.
 *
 * Every group carries an owner mark, a signed group attribute under the key `pulumi`, so that no other stack disbands it
 * and an interrupted run finds it again.
 *
 * Source: docs 34895 (create), 34961 (read), 34962 (modify), 34966 (owner), 34896 (disband), 34958 (farewell).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops", ownerAccount: "alice" });
 * export const roomId = room.groupId;
 */
export class Group extends ChatResource {
  /** The id of the group in the service; equal to `id`. */
  declare readonly groupId: pulumi.Output<string>;
  /** The type by its REST name, also where the program uses the newer one. */
  declare readonly type: pulumi.Output<GroupType>;
  declare readonly name: pulumi.Output<string>;
  declare readonly ownerAccount: pulumi.Output<string | undefined>;
  declare readonly introduction: pulumi.Output<string | undefined>;
  declare readonly notification: pulumi.Output<string | undefined>;
  declare readonly faceUrl: pulumi.Output<string | undefined>;
  declare readonly maxMemberCount: pulumi.Output<number | undefined>;
  declare readonly applyJoinOption: pulumi.Output<ApplyJoinOption | undefined>;
  declare readonly inviteJoinOption: pulumi.Output<InviteJoinOption | undefined>;
  declare readonly muteAllMembers: pulumi.Output<boolean | undefined>;
  declare readonly customFields: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  declare readonly supportTopic: pulumi.Output<boolean | undefined>;
  /** The SDKAppID of the app that the group is in. */
  declare readonly sdkAppId: pulumi.Output<number>;
  /** When the group was made, in Unix seconds. */
  declare readonly createTime: pulumi.Output<number>;

  /**
   * Reads a group that this program does not manage: it is neither marked nor changed nor disbanded.
   *
   * @param name the name of the resource in this program
   * @param id the group id
   * @example
   * const lobby = tencentchat.Group.get("lobby", "lobby-prod");
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Group {
    return new Group(name, undefined, { ...opts, id });
  }

  /** @param name the name of the resource in this program; the group's own name is `args.name` */
  constructor(name: string, args: GroupArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: GroupArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    const properties = { ...undeclared, sdkAppId: undefined, createTime: undefined, ...args };
    super("Group", name, properties, opts);
    declarations.set(this, {
      provider: explicitProvider(`${typePrefix}Group`, opts ?? {}),
      isManaged: args !== undefined && !opts?.retainOnDelete,
    });
  }

  /**
   * How a group was declared, for what is part of it.
   *
   * @internal
   */
  static declarationOf(group: Group): Declaration {
    return declarations.get(group) ?? { provider: undefined, isManaged: false };
  }
}

interface Declaration {
  readonly provider: pulumi.ProviderResource | undefined;
  /** A destroy of the stack disbands it. */
  readonly isManaged: boolean;
}

const declarations = new WeakMap<Group, Declaration>();

/** Every property of the group, so that one that the program does not give is still an output. */
const undeclared: Record<keyof GroupArgs, undefined> = {
  type: undefined,
  name: undefined,
  groupId: undefined,
  ownerAccount: undefined,
  introduction: undefined,
  notification: undefined,
  faceUrl: undefined,
  maxMemberCount: undefined,
  applyJoinOption: undefined,
  inviteJoinOption: undefined,
  muteAllMembers: undefined,
  customFields: undefined,
  supportTopic: undefined,
  adopt: undefined,
  disbandOnlyIf: undefined,
  farewell: undefined,
};
