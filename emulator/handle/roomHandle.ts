import { memberStateChanged } from "../webhooks/memberEvents";
import { AccountHandle } from "./accountHandle";
import { conflict, notFound } from "./handleError";

/** Direct access to the online members of an app's AVChatRooms. */
export abstract class RoomHandle extends AccountHandle {
  /** UserIDs of the online members, in the order of entering. */
  online(groupId: string): readonly string[] {
    return [...this.existing(groupId).online.keys()];
  }

  /** Lets users enter an AVChatRoom, as their clients would. */
  enter(groupId: string, ...userIds: readonly string[]): void {
    const group = this.existing(groupId);
    if (group.type !== "AVChatRoom") throw conflict(`${groupId} is not an AVChatRoom: users join it`);
    const banned = userIds.find((userId) => group.bans.untilOf(userId, this.now) > 0);
    if (banned !== undefined) throw conflict(`${banned} is banned from ${groupId}`);
    const entered: string[] = [];
    for (const account of userIds) {
      this.state().importAccount(account);
      if (group.online.has(account)) continue;
      entered.push(account);
      group.joined += 1;
      group.online.set(account, { account, joinTime: this.now, serial: group.joined });
    }
    if (entered.length > 0) this.report(memberStateChanged(group, "Online", entered));
    this.changed();
  }

  exit(groupId: string, userId: string): void {
    const group = this.existing(groupId);
    if (!group.online.delete(userId)) throw notFound(`${userId} is not in ${groupId}`);
    this.report(memberStateChanged(group, "Offline", [userId]));
    this.changed();
  }

  /** The marks of the online members who have some. */
  marks(groupId: string): Readonly<Record<string, readonly number[]>> {
    const marked = [...this.existing(groupId).online.values()].filter(
      ({ marks }) => marks !== undefined && marks.size > 0,
    );
    return Object.fromEntries(marked.map(({ account, marks }) => [account, [...(marks ?? [])]]));
  }

  /** UserIDs of the administrators of an AVChatRoom. */
  roomAdmins(groupId: string): readonly string[] {
    return [...(this.existing(groupId).roomAdmins ?? [])];
  }
}
