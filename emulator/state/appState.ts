import type { EmulatorApp, Settings } from "../options";
import { SlidingWindow } from "../wire/slidingWindow";
import type { Profile as AccountProfile } from "./account";
import { addMember, type Group, type Profile } from "./group";
import { generatedId } from "./groupId";
import { type GroupType, memberCapOf, TYPE_RULES } from "./groupTypes";
import { Terms } from "./terms";

const ATTRIBUTE_WRITES_PER_SECOND = 5;

/** How many groups were made, how each went, and how many are left. */
export interface Counts {
  /** Groups made, through the API or behind its back. */
  readonly made: number;
  /** Groups disbanded, by whatever way. */
  readonly disbanded: number;
  /** Those of `disbanded` that went behind the API's back. */
  readonly disbandedOutside: number;
  /** Calls of destroy_group that met a group which did not exist (10010). */
  readonly alreadyGone: number;
  /** Groups that exist now. */
  readonly left: number;
}

/** What a new group starts with besides its profile. */
export interface Birth {
  readonly groupId: string | undefined;
  readonly type: GroupType;
  readonly name: string;
  readonly ownerAccount: string;
  readonly supportTopic: 0 | 1;
  readonly profile: Partial<Profile>;
  readonly customFields: ReadonlyMap<string, string>;
}

/** All that one app has: its accounts and its groups. */
export class AppState {
  readonly accounts = new Map<string, AccountProfile>();
  /** UserIDs of the chatbots, which are accounts as well. */
  readonly robots = new Set<string>();
  readonly groups = new Map<string, Group>();
  readonly disbandedIds: string[] = [];
  /** Accounts that can't simply be added to a group, and why. */
  readonly joinAnswers = new Map<string, "refuses" | "awaitsApproval">();
  alreadyGone = 0;
  private disbandedOutside = 0;
  private made = 0;
  private readonly freeAt = new Map<string, number>();

  constructor(
    readonly app: EmulatorApp,
    readonly settings: Settings,
  ) {
    for (const admin of app.admins) this.importAccount(admin);
  }

  get nowSeconds(): number {
    return Math.floor(this.settings.clock.now() / 1000);
  }

  counts(): Counts {
    return {
      made: this.made,
      disbanded: this.disbandedIds.length,
      disbandedOutside: this.disbandedOutside,
      alreadyGone: this.alreadyGone,
      left: this.groups.size,
    };
  }

  /** The account, made if there is none. */
  importAccount(userId: string): AccountProfile {
    const account = this.accounts.get(userId) ?? new Map();
    this.accounts.set(userId, account);
    return account;
  }

  /** Deletes an account, which leaves its groups; says whether there was one. That its groups lose their owner is inferred. */
  removeAccount(userId: string): boolean {
    for (const group of this.groups.values()) {
      group.members.delete(userId);
      group.online.delete(userId);
      if (group.ownerAccount === userId) group.ownerAccount = "";
    }
    this.robots.delete(userId);
    return this.accounts.delete(userId);
  }

  /** Whether the id of a disbanded group is not yet free again (option reuseDelayMs). */
  isCoolingDown(groupId: string): boolean {
    const freeAt = this.freeAt.get(groupId);
    return freeAt !== undefined && this.settings.clock.now() < freeAt;
  }

  add(birth: Birth): Group {
    const now = this.nowSeconds;
    const rules = TYPE_RULES[birth.type];
    this.made += 1;
    const group: Group = {
      groupId: birth.groupId ?? this.newId(birth.type),
      type: birth.type,
      serial: this.made,
      createTime: now,
      supportTopic: birth.supportTopic,
      name: birth.name,
      introduction: "",
      notification: "",
      faceUrl: "",
      ownerAccount: birth.ownerAccount,
      maxMemberNum: memberCapOf(birth.type, this.settings.maxMembers),
      applyJoinOption: rules.apply.byDefault,
      inviteJoinOption: rules.invite.byDefault,
      muteAllMember: "Off",
      historyMsgBeforeJoin: birth.type === "Community" ? "On" : "Off",
      enablePermission: 0,
      defaultPermission: 0,
      infoSeq: 1,
      lastInfoTime: now,
      nextMsgSeq: 1,
      lastMsgTime: 0,
      customFields: new Map(birth.customFields),
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
      ...birth.profile,
    };
    if (birth.ownerAccount !== "" && rules.storesMembers) addMember(group, birth.ownerAccount, "Owner", now);
    this.groups.set(group.groupId, group);
    return group;
  }

  disband(group: Group, way: "api" | "outside"): void {
    this.groups.delete(group.groupId);
    this.disbandedIds.push(group.groupId);
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
