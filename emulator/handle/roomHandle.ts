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
    if (group.type !== "AVChatRoom") throw conflict(`${groupId} is not an AVChatRoom: use join`);
    for (const account of userIds) {
      if (group.bans.untilOf(account, this.now) > 0) throw conflict(`${account} is banned from ${groupId}`);
      this.state().importAccount(account);
      if (group.online.has(account)) continue;
      group.joined += 1;
      group.online.set(account, { account, joinTime: this.now, serial: group.joined });
    }
    this.changed();
  }

  exit(groupId: string, userId: string): void {
    if (!this.existing(groupId).online.delete(userId)) throw notFound(`${userId} is not in ${groupId}`);
    this.changed();
  }
}
