import * as pulumi from "@pulumi/pulumi";
import type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "../../provider/resources/group/schema/types";
import { ChatResource } from "../base/resource";
import { hasType, typePrefix } from "../base/resourceType";
import { shared } from "../base/shared";
import { explicitProvider } from "../provider";

/** A group type by either of its names: `Work` equals `Private`, and `Meeting` equals `ChatRoom`. */
export type GroupTypeName = GroupType | "Work" | "Meeting";

/**
 * Conditions for disbanding a group. All given ones must hold, and a value that the service does not return counts as not
 * met. An `AVChatRoom` cannot have any, since the service stores neither its members nor its messages; a `Community` with
 * topics only `membersAtMost`.
 */
export interface DisbandGuardArgs {
  /**
   * The maximum number of members, including the owner: 0 to 100000 (`MemberNum`,
   * [doc 34961](https://trtc.io/document/34961)).
   */
  readonly membersAtMost?: pulumi.Input<number | undefined>;
  /**
   * The minimum idle time, such as `30m`, `48h` or `7d`; 1 minute to 10 years. Counted from the last message or the creation,
   * whichever is later. The service's times are compared with the clock of the machine that runs Pulumi: a clock that is
   * ahead makes a group seem idle for longer. Notices of joining and leaving may count as messages.
   */
  readonly idleFor?: pulumi.Input<string | undefined>;
  /**
   * Requires that the group has never had a message. Recalled and deleted messages count (docs
   * [33526](https://trtc.io/document/33526), [33529](https://trtc.io/document/33529)), and notices of joining and
   * leaving may count. Default false.
   */
  readonly emptyOfMessages?: pulumi.Input<boolean | undefined>;
}

/** The notification to the members before a group is disbanded. */
export interface FarewellArgs {
  /**
   * The text of the notification, 1 to 8000 bytes; sources give 8 and 12 KB as the maximum. The client SDK delivers it
   * to the app as a system notification, not as a chat message ([doc 34958](https://trtc.io/document/34958)).
   */
  readonly message: pulumi.Input<string>;
  /**
   * How long to wait after sending it, such as `30s` or `2m`; at most 5 minutes. Default: no wait. The wait does not count
   * towards `deadlineSeconds`. Groups that are deleted in parallel wait in parallel; see `--parallel`.
   */
  readonly wait?: pulumi.Input<string | undefined>;
}

/** The arguments of a `Group`. Lengths are in bytes of UTF-8, as the service counts. */
export interface GroupArgs {
  /**
   * The type of the group ([doc 33529](https://trtc.io/document/33529)). It determines members, joining and history,
   * and cannot be changed: another type replaces the group. `Community` needs a plan with communities, and their switch
   * in the console.
   */
  readonly type: pulumi.Input<GroupTypeName>;
  /** The display name, 1 to 30 bytes. */
  readonly name: pulumi.Input<string>;
  /**
   * The id of the group, 1 to 48 bytes of printable ASCII. A community's id starts with `@TGS#_`; no other id may start
   * with `@TGS#` ([doc 33529](https://trtc.io/document/33529)). Default: derived from the identity of the program,
   * resource name and type, so that the next run finds a group that an interrupted run created, and nobody else can
   * compute it. Changing it replaces the group.
   */
  readonly groupId?: pulumi.Input<string | undefined>;
  /**
   * The UserID of the owner, an imported account, at most 32 bytes. Without an owner, only the app admin can manage the
   * group. Changing it adds the new owner to the group and transfers ownership; removing it from the program keeps the
   * owner. It cannot be changed on an `AVChatRoom` ([doc 34966](https://trtc.io/document/34966)).
   */
  readonly ownerAccount?: pulumi.Input<string | undefined>;
  /** At most 240 bytes. Removing it from the program clears it. */
  readonly introduction?: pulumi.Input<string | undefined>;
  /** The notice for members, at most 300 bytes. Removing it from the program clears it. */
  readonly notification?: pulumi.Input<string | undefined>;
  /** The URL of the group's picture, at most 100 bytes. Removing it from the program clears it. */
  readonly faceUrl?: pulumi.Input<string | undefined>;
  /** The maximum number of members, 1 to 100000. Default: the plan's limit. Not for `AVChatRoom`, which has no limit. */
  readonly maxMemberCount?: pulumi.Input<number | undefined>;
  /** How applications to join are handled. The default depends on the type. Not for `AVChatRoom` and `Community`, where anyone can join. */
  readonly applyJoinOption?: pulumi.Input<ApplyJoinOption | undefined>;
  /** How invitations by members are handled. The default depends on the type. Not for `AVChatRoom` and `Community`. */
  readonly inviteJoinOption?: pulumi.Input<InviteJoinOption | undefined>;
  /** Whether only the owner and admins may send messages. Default false. */
  readonly muteAllMembers?: pulumi.Input<boolean | undefined>;
  /**
   * Group custom fields: at most 10, keys of 1 to 16 bytes of letters, digits and `_`, values of 1 to 512 bytes.
   * Declare the keys in the console first ([doc 34419](https://trtc.io/document/34419)). Keys that are not listed here
   * are left alone.
   */
  readonly customFields?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>> | undefined>;
  /** Whether a `Community` has topics. Default false. Fixed at creation: another value replaces the group. */
  readonly supportTopic?: pulumi.Input<boolean | undefined>;
  /**
   * What to do when a group with this id already exists. `"ifOwned"` (the default): adopt it if it provably belongs to this
   * program, from an interrupted run or from another of its resources; refuse otherwise. `"never"`: always refuse.
   * `"always"`: adopt it regardless of who created it, and disband it with the stack.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
  /**
   * Guards against disbanding a group that is in use: the group is disbanded only if all of them hold. They are checked right
   * before every disband: on `pulumi destroy`, when the group is removed from the program, and on a replacement. They are
   * stored in the state: a new guard takes effect after the next `pulumi up`, which changes only the owner mark.
   * Default: no guards.
   *
   * If a guard does not hold, the error says what was found, and the group is kept. To disband it anyway, once, list it in
   * the environment: `TENCENT_CHAT_FORCE_DISBAND=<group id>`, several ids separated by commas. An info line names each
   * group that needed it. An id that contains a comma, or starts or ends with a space, cannot be listed there: remove the
   * guard and run `pulumi up` first.
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
   * Notifies the members once before the group is disbanded. It is sent only after ownership and guards allow the
   * disband; both are checked again after the wait. If it cannot be sent, the group is disbanded without it, with a
   * warning. Members who are offline do not get it ([doc 33526](https://trtc.io/document/33526)). Default: no farewell.
   *
   * @example
   * new tencentchat.Group("preview", {
   *   type: "Public",
   *   name: "Preview",
   *   farewell: { message: "This preview closes in a minute.", wait: "1m" },
   * });
   */
  readonly farewell?: pulumi.Input<FarewellArgs | undefined>;
  /**
   * Whether sweeps leave the group alone: `tencent-chat sweep`, and an `EphemeralStack` that is destroyed. `pulumi destroy`
   * still disbands the group while it is in the state. It is recorded in the owner mark. Default: true for a group with
   * `disbandOnlyIf`, since a sweep cannot check guards; otherwise what `tencent-chat show --persist` has set.
   */
  readonly persist?: pulumi.Input<boolean | undefined>;
}

/**
 * A Tencent Cloud Chat group. `pulumi up` creates it and keeps it as declared; `pulumi destroy` disbands it, which cannot be
 * undone. A group that is already disbanded is no error. A replaced group is disbanded after the new one is created; only if
 * the type changes under the same `groupId`, it is disbanded first.
 *
 * Every group has an owner mark, a signed group attribute under the key `pulumi`. It prevents other stacks from disbanding
 * the group, and lets the next run find a group that an interrupted run created.
 *
 * Source: docs [34895](https://trtc.io/document/34895) (create), [34961](https://trtc.io/document/34961) (read),
 * [34962](https://trtc.io/document/34962) (modify), [34966](https://trtc.io/document/34966) (owner),
 * [34896](https://trtc.io/document/34896) (disband), [34958](https://trtc.io/document/34958) (farewell).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops", ownerAccount: "alice" });
 * export const roomId = room.groupId;
 */
export class Group extends ChatResource {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}Group`;

  /** Whether a value is a `Group`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Group {
    return hasType(value, Group.__pulumiType);
  }

  /** The id of the group in the service; equal to `id`. */
  declare readonly groupId: pulumi.Output<string>;
  /** The type by its REST name, even if the program uses the newer one. */
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
  /** When the group was created, in Unix seconds. */
  declare readonly createTime: pulumi.Output<number>;

  /**
   * Reads a group that this program does not manage. The group is never marked, changed or disbanded. A group that does not
   * exist is an error that names it, as for `getGroup`, in previews as well. A refresh and a destroy ignore that it is gone.
   *
   * @param name the name of the resource in this program
   * @param id the group id
   * @example
   * const lobby = tencentchat.Group.get("lobby", "lobby-prod");
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Group {
    return new Group(name, {} as GroupArgs, { ...opts, id });
  }

  /** @param name the name of the resource in this program; the group's own name is `args.name` */
  constructor(name: string, args: GroupArgs, opts?: pulumi.CustomResourceOptions) {
    const isRead = opts?.id !== undefined;
    const computed = { groupId: undefined, sdkAppId: undefined, createTime: undefined };
    super("Group", name, isRead ? { ...undeclared, ...computed } : { ...computed, ...declaredOf(args) }, opts);
    declarations.set(this, {
      provider: explicitProvider(Group.__pulumiType, opts ?? {}),
      isManaged: opts?.id === undefined && !opts?.retainOnDelete,
    });
  }

  /**
   * Returns how a group was declared, for its child resources.
   *
   * @internal
   */
  static declarationOf(group: Group): Declaration {
    return declarations.get(group) ?? { provider: undefined, isManaged: false };
  }
}

interface Declaration {
  readonly provider: pulumi.ProviderResource | undefined;
  /** Destroying the stack disbands it. */
  readonly isManaged: boolean;
}

/** Shared by all copies of this package in one program: a child resource can come from another copy than its group. */
const declarations: WeakMap<Group, Declaration> = shared("group declarations");

/** Every property of the group: a group that is only read has all of them. */
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
  persist: undefined,
};

function declaredOf(args: GroupArgs): Partial<GroupArgs> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}

/**
 * An omitted property is an output as well, which is made when it is first used. The SDK would make about twelve promises for
 * each: most of the program's memory.
 */
for (const property of Object.keys(undeclared)) {
  Object.defineProperty(Group.prototype, property, {
    configurable: true,
    get(this: object) {
      const output = pulumi.output(undefined);
      define(this, property, output);
      return output;
    },
    set(this: object, value: unknown) {
      define(this, property, value);
    },
  });
}

function define(target: object, property: string, value: unknown): void {
  Object.defineProperty(target, property, { value, configurable: true, enumerable: true, writable: true });
}
