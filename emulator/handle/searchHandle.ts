import { type Group, type GroupSnapshot, membersOf, type Notice, snapshotOf } from "../state/group";
import type { GroupType } from "../state/groupTypes";
import type { Member } from "../state/member";
import { snapshotOfTopic, type TopicSnapshot } from "../state/topic";
import { MessageHandle } from "./messageHandle";
import { type Page, pageOf } from "./page";

/** What a list shows of a group. */
export interface GroupSummary {
  readonly groupId: string;
  readonly type: GroupType;
  readonly name: string;
  readonly ownerAccount: string;
  /** Unix seconds. */
  readonly createTime: number;
  /** Of an AVChatRoom: those online. */
  readonly members: number;
  readonly topics: number;
  readonly attributeKeys: readonly string[];
}

/** All criteria must match. */
export interface GroupFilter {
  /** A part of the id or the name, in any case. */
  readonly search?: string | undefined;
  readonly type?: GroupType | undefined;
  readonly owner?: string | undefined;
  /** Whether the group has attributes or custom fields, where owner marks are. */
  readonly marked?: boolean | undefined;
}

/** Everything about a group except its members. */
export interface GroupDetails extends Omit<GroupSnapshot, "members"> {
  readonly memberCount: number;
  readonly nextMsgSeq: number;
  readonly lastMsgTime: number;
  readonly counters: Readonly<Record<string, bigint>>;
  readonly topics: readonly TopicSnapshot[];
  readonly muted: Readonly<Record<string, number>>;
  readonly banned: Readonly<Record<string, number>>;
  /** The first of those online in an AVChatRoom, and how many there are. */
  readonly online: readonly string[];
  readonly onlineCount: number;
  /** The latest. */
  readonly notices: readonly Notice[];
}

/** Searches an app, page by page: it may have 10,000 groups with 100 members each. */
export abstract class SearchHandle extends MessageHandle {
  /** The groups that match, newest first. */
  find(filter: GroupFilter, page: Page): { readonly total: number; readonly groups: readonly GroupSummary[] } {
    const found = [...this.state().groups.values()].reverse().filter(matcherOf(filter));
    return { total: found.length, groups: pageOf(found, page).map(summaryOf) };
  }

  /** @throws HandleError if there is no such group */
  details(groupId: string): GroupDetails {
    const group = this.existing(groupId);
    const { members: _, ...snapshot } = snapshotOf({ ...group, members: new Map() }, this.now);
    return {
      ...snapshot,
      memberCount: group.members.size,
      nextMsgSeq: group.nextMsgSeq,
      lastMsgTime: group.lastMsgTime,
      counters: this.counters(groupId),
      topics: Array.from(group.topics.values(), snapshotOfTopic),
      muted: this.muted(groupId),
      banned: this.banned(groupId),
      online: pageOf(this.online(groupId), FIRST),
      onlineCount: group.online.size,
      notices: group.notices.slice(-FIRST.limit),
    };
  }

  onlinePage(groupId: string, page: Page): { readonly total: number; readonly online: readonly string[] } {
    const online = this.online(groupId);
    return { total: online.length, online: pageOf(online, page) };
  }

  membersPage(groupId: string, page: Page): { readonly total: number; readonly members: readonly Member[] } {
    const group = this.existing(groupId);
    // Only these become snapshots: a community may have 100,000.
    const members = new Map(pageOf([...group.members], page));
    return { total: group.members.size, members: membersOf({ ...group, members }, this.now) };
  }
}

/** What the details have of lists that may be long. */
const FIRST = { offset: 0, limit: 100 };

function matcherOf({ search = "", type, owner, marked }: GroupFilter): (group: Group) => boolean {
  const words = search.toLowerCase();
  return (group) =>
    (type === undefined || group.type === type) &&
    (owner === undefined || group.ownerAccount === owner) &&
    (marked === undefined || group.attributes.size + group.customFields.size > 0 === marked) &&
    (words === "" || group.groupId.toLowerCase().includes(words) || group.name.toLowerCase().includes(words));
}

function summaryOf(group: Group): GroupSummary {
  return {
    groupId: group.groupId,
    type: group.type,
    name: group.name,
    ownerAccount: group.ownerAccount,
    createTime: group.createTime,
    members: group.type === "AVChatRoom" ? group.online.size : group.members.size,
    topics: group.topics.size,
    attributeKeys: [...group.attributes.keys()],
  };
}
