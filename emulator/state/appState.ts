import type { EmulatorApp, Settings } from "../options";
import type { AppWebhook } from "../webhooks/appWebhook";
import { SlidingWindow } from "../wire/slidingWindow";
import type { Profile as AccountProfile } from "./account";
import { addMember, type Group, type Profile } from "./group";
import { generatedId } from "./groupId";
import { type GroupType, memberCapOf, TYPE_RULES } from "./groupTypes";
import type { Conversation } from "./messages/message";
import type { PrivateMessage } from "./messages/privateMessage";
import { NewGroupsToday } from "./newGroupsToday";
import type { OnlineStatus } from "./onlineStatus";
import { Terms } from "./terms";

const ATTRIBUTE_WRITES_PER_SECOND = 5;

/** How many groups were created and disbanded, and how many are left. */
export interface Counts {
  /** Groups created, through the API or not. */
  readonly created: number;
  /** Groups disbanded, through the API or not. */
  readonly disbanded: number;
  /** The part of `disbanded` that did not go through the API. */
  readonly disbandedOutside: number;
  /** Calls of destroy_group for a group that did not exist (10010). */
  readonly alreadyGone: number;
  /** Existing groups. */
  readonly left: number;
}

/** The initial values of a new group. */
export interface GroupInit {
  readonly groupId: string | undefined;
  readonly type: GroupType;
  readonly name: string;
  readonly ownerAccount: string;
  readonly supportTopic: 0 | 1;
  readonly profile: Partial<Profile>;
  readonly customFields: ReadonlyMap<string, string>;
  /** Unix seconds. Default: now. */
  readonly createTime?: number | undefined;
}

/** What a state file keeps of an app. */
export interface AppContents {
  readonly accounts: Map<string, AccountProfile>;
  readonly robots: Set<string>;
  readonly groups: Map<string, Group>;
  readonly disbandedIds: string[];
  readonly joinAnswers: Map<string, "refuses" | "awaitsApproval">;
  readonly broadcasts: Conversation;
  readonly privateMessages: PrivateMessage[];
  readonly privateMutes: Terms;
  readonly groupMutes: Terms;
  readonly onlineStatuses: Map<string, OnlineStatus>;
  readonly newGroups: NewGroupsToday;
  readonly alreadyGone: number;
  readonly disbandedOutside: number;
  readonly created: number;
  readonly freeAt: Map<string, number>;
}

/** The state of one app: its accounts and its groups. */
export class AppState {
  accounts = new Map<string, AccountProfile>();
  /** UserIDs of the chatbots. They are in `accounts` as well. */
  robots = new Set<string>();
  groups = new Map<string, Group>();
  disbandedIds: string[] = [];
  /** Accounts that can't be added to a group directly, and why. */
  joinAnswers = new Map<string, "refuses" | "awaitsApproval">();
  /** The messages to all AVChatRooms. */
  broadcasts: Conversation = { nextMsgSeq: 1, lastMsgTime: 0 };
  /** The newest one-to-one messages, oldest first. */
  privateMessages: PrivateMessage[] = [];
  /** The accounts that may send no one-to-one messages. */
  privateMutes = new Terms();
  /** The accounts that may send no messages to any group. */
  groupMutes = new Terms();
  /** Accounts that are not offline. */
  onlineStatuses = new Map<string, OnlineStatus>();
  newGroups = new NewGroupsToday();
  alreadyGone = 0;
  private disbandedOutside = 0;
  private created = 0;
  private freeAt = new Map<string, number>();

  constructor(
    readonly app: EmulatorApp,
    readonly settings: Settings,
    readonly webhook: AppWebhook,
  ) {
    for (const admin of app.admins) this.importAccount(admin);
  }

  /** All that a state file keeps of the app. Its parts are the app's own, not copies. */
  contents(): AppContents {
    const { accounts, robots, groups, disbandedIds, joinAnswers, broadcasts, privateMessages } = this;
    const { privateMutes, groupMutes, onlineStatuses, newGroups, alreadyGone, disbandedOutside, created, freeAt } =
      this;
    return {
      ...{ accounts, robots, groups, disbandedIds, joinAnswers, broadcasts, privateMessages },
      ...{ privateMutes, groupMutes, onlineStatuses, newGroups, alreadyGone, disbandedOutside, created, freeAt },
    };
  }

  /** Replaces everything by the contents of a state file. Other fields that someone wrote into the file are ignored. */
  restore(contents: Partial<AppContents>): void {
    for (const name of Object.keys(this.contents()) as (keyof AppContents)[])
      if (contents[name] !== undefined) Object.assign(this, { [name]: contents[name] });
    for (const [groupId, group] of this.groups)
      this.groups.set(groupId, { ...group, attributeWrites: new SlidingWindow(ATTRIBUTE_WRITES_PER_SECOND, 1000) });
    for (const admin of this.app.admins) this.importAccount(admin);
  }

  get nowSeconds(): number {
    return Math.floor(this.settings.clock.now() / 1000);
  }

  counts(): Counts {
    return {
      created: this.created,
      disbanded: this.disbandedIds.length,
      disbandedOutside: this.disbandedOutside,
      alreadyGone: this.alreadyGone,
      left: this.groups.size,
    };
  }

  /** Returns the account's profile. Creates the account if it does not exist. */
  importAccount(userId: string): AccountProfile {
    const account = this.accounts.get(userId) ?? new Map();
    this.accounts.set(userId, account);
    return account;
  }

  /** Deletes an account and its memberships; returns whether it existed. It is inferred that its groups have no owner afterwards. */
  removeAccount(userId: string): boolean {
    for (const group of this.groups.values()) {
      group.members.delete(userId);
      group.online.delete(userId);
      if (group.ownerAccount === userId) group.ownerAccount = "";
    }
    this.robots.delete(userId);
    this.onlineStatuses.delete(userId);
    return this.accounts.delete(userId);
  }

  /** Returns whether the id of a disbanded group is still reserved (option reuseDelayMs). */
  isCoolingDown(groupId: string): boolean {
    const freeAt = this.freeAt.get(groupId);
    return freeAt !== undefined && this.settings.clock.now() < freeAt;
  }

  add(init: GroupInit): Group {
    const now = this.nowSeconds;
    const rules = TYPE_RULES[init.type];
    const createTime = init.createTime ?? now;
    this.created += 1;
    this.newGroups.add(1, now);
    const group: Group = {
      groupId: init.groupId ?? this.newId(init.type),
      type: init.type,
      serial: this.created,
      createTime,
      supportTopic: init.supportTopic,
      name: init.name,
      introduction: "",
      notification: "",
      faceUrl: "",
      ownerAccount: init.ownerAccount,
      maxMemberNum: memberCapOf(init.type, this.settings.maxMembers),
      applyJoinOption: rules.apply.byDefault,
      inviteJoinOption: rules.invite.byDefault,
      muteAllMember: "Off",
      historyMsgBeforeJoin: init.type === "Community" ? "On" : "Off",
      enablePermission: 0,
      defaultPermission: 0,
      infoSeq: 1,
      lastInfoTime: now,
      nextMsgSeq: 1,
      lastMsgTime: 0,
      customFields: new Map(init.customFields),
      attributes: new Map(),
      topics: new Map(),
      deletedTopics: new Set(),
      counters: new Map(),
      attributeWrites: new SlidingWindow(ATTRIBUTE_WRITES_PER_SECOND, 1000),
      members: new Map(),
      online: new Map(),
      joined: 0,
      mutes: new Terms(),
      bans: new Terms(),
      notices: [],
      ...init.profile,
    };
    if (init.ownerAccount !== "" && rules.storesMembers) addMember(group, init.ownerAccount, "Owner", createTime);
    this.groups.set(group.groupId, group);
    return group;
  }

  disband(group: Group, way: "api" | "outside"): void {
    this.groups.delete(group.groupId);
    this.disbandedIds.push(group.groupId);
    this.newGroups.add(-1, this.nowSeconds);
    if (way === "outside") this.disbandedOutside += 1;
    this.freeAt.set(group.groupId, this.settings.clock.now() + this.settings.reuseDelayMs);
  }

  groupsOfUser(account: string): number {
    let count = 0;
    for (const group of this.groups.values())
      if (group.ownerAccount === account || group.members.has(account)) count += 1;
    return count;
  }

  private newId(type: GroupType): string {
    for (;;) {
      const id = generatedId(type, this.settings.nextId());
      if (!this.groups.has(id) && !this.isCoolingDown(id)) return id;
    }
  }
}
