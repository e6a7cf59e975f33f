import { MAX_UINT32 } from "../api/shape";
import { TYPE_RULES } from "../state/groupTypes";
import { type MessageElement, textElement } from "../state/messages/element";
import {
  type Conversation,
  deliverToRoom,
  logOf,
  type Message,
  type MessagePriority,
  messageAt,
  store,
  unreadOf,
} from "../state/messages/message";
import type { PrivateMessage } from "../state/messages/privateMessage";
import { messageSent, messagesRead, messagesRecalled } from "../webhooks/messageEvents";
import { notFound } from "./handleError";
import { RoomHandle } from "./roomHandle";

/** A message that a user sends. Give `text` or `body`. */
export interface Outgoing {
  /** The sender. Default: the owner, or else the first member, or else the first app admin. */
  readonly from?: string;
  readonly text?: string;
  /** The elements, in the form of the service's MsgBody. */
  readonly body?: readonly MessageElement[];
  /** A topic of the group. Default: the group itself. */
  readonly topicId?: string;
  readonly cloudCustomData?: string;
  readonly priority?: MessagePriority;
  /** Whether it can be asked who has read it. Default false. */
  readonly needsReceipt?: boolean;
  /** Whether it can have key-value pairs. Default false. */
  readonly supportsExtensions?: boolean;
}

/** A snapshot of a message, for tests and demos. */
export interface MessageSnapshot {
  /** Its number in the group or topic, from 1. */
  readonly seq: number;
  /** Unix seconds. */
  readonly time: number;
  readonly from: string;
  /** The text elements, joined. */
  readonly text: string;
  readonly body: readonly MessageElement[];
  readonly cloudCustomData: string;
  readonly priority: MessagePriority;
  readonly recalled: boolean;
  /** The only recipients. Empty: all members. */
  readonly to: readonly string[];
  /** The members who have read it. Empty if it was sent without a receipt. */
  readonly readers: readonly string[];
  readonly extensions: Readonly<Record<string, string>>;
}

/** Direct access to an app's messages. */
export abstract class MessageHandle extends RoomHandle {
  /**
   * Sends a message as a user's client does. A group stores it, and its NextMsgSeq and LastMsgTime change. An AVChatRoom
   * stores none (doc 33529). No mute and no rate applies here.
   *
   * @throws Error if the group or topic does not exist
   * @example
   * app.send("ops-room", { from: "alice", text: "deploying" });
   */
  send(groupId: string, message: Outgoing): MessageSnapshot {
    const group = this.existing(groupId);
    const conversation = this.conversation(groupId, message.topicId);
    const from = message.from ?? this.writerOf(groupId);
    this.state().importAccount(from);
    const {
      text = "",
      body = [textElement(text)],
      cloudCustomData,
      priority,
      needsReceipt,
      supportsExtensions,
    } = message;
    const sent = {
      sender: from,
      time: this.now,
      // Counts down, to be different from the numbers of callers and of earlier messages.
      random: MAX_UINT32 - conversation.nextMsgSeq,
      body,
      ...(cloudCustomData === undefined ? {} : { cloudCustomData }),
      ...(priority === undefined ? {} : { priority }),
      ...(needsReceipt === undefined ? {} : { needsReceipt }),
      ...(supportsExtensions === undefined ? {} : { supportsExtensions }),
    };
    const { messageLimit } = this.state().settings;
    const stored = TYPE_RULES[group.type].storesMembers
      ? store(conversation, sent, messageLimit)
      : deliverToRoom(group, sent, messageLimit);
    const { topicId } = message;
    this.report(messageSent({ group, topicId, operator: from, message: sent, isOnlineOnly: false }, stored));
    this.changed();
    return snapshotOfMessage(stored);
  }

  /** Sends a message of some user: `send` without a choice. */
  write(groupId: string): void {
    this.send(groupId, { text: "hello" });
  }

  /** The stored messages of a group, or of one of its topics, oldest first. Recalled messages are among them. */
  messages(groupId: string, topicId?: string): readonly MessageSnapshot[] {
    return (this.conversation(groupId, topicId).messages?.stored ?? []).map(snapshotOfMessage);
  }

  /** Recalls a message, as its sender's client does. @throws Error if it does not exist */
  recall(groupId: string, seq: number, topicId?: string): void {
    const message = this.existingMessage(groupId, seq, topicId);
    message.recalled = true;
    this.report(messagesRecalled(this.existing(groupId), topicId, message.sender, [seq]));
    this.changed();
  }

  /** Marks all messages as read by a user, up to `seq` if it is given, as the user's client does. */
  read(groupId: string, userId: string, { seq, topicId }: { seq?: number; topicId?: string } = {}): void {
    const conversation = this.conversation(groupId, topicId);
    const last = seq ?? conversation.nextMsgSeq - 1;
    const log = logOf(conversation);
    log.readTo.set(userId, last);
    const read = log.stored.filter(
      ({ seq: number, sender, readers }) =>
        number <= last && sender !== userId && readers !== undefined && !readers.has(userId),
    );
    for (const { readers } of read) readers?.add(userId);
    this.report(messagesRead(this.existing(groupId), userId, read));
    this.changed();
  }

  /** How many messages a user has not read. */
  unread(groupId: string, userId: string, topicId?: string): number {
    return unreadOf(this.conversation(groupId, topicId), userId);
  }

  /** The messages to all AVChatRooms that were sent through the API, oldest first. */
  broadcasts(): readonly MessageSnapshot[] {
    return (this.state().broadcasts.messages?.stored ?? []).map(snapshotOfMessage);
  }

  /** The one-to-one messages that a user received through the API, oldest first. */
  privateMessages(userId: string): readonly PrivateMessage[] {
    return this.state().privateMessages.filter(({ to }) => to === userId);
  }

  private writerOf(groupId: string): string {
    const group = this.existing(groupId);
    const [firstMember] = group.members.keys();
    return group.ownerAccount || firstMember || (this.state().app.admins[0] ?? "");
  }

  private conversation(groupId: string, topicId: string | undefined): Conversation {
    return topicId === undefined ? this.existing(groupId) : this.existingTopic(groupId, topicId);
  }

  private existingMessage(groupId: string, seq: number, topicId: string | undefined): Message {
    const message = messageAt(this.conversation(groupId, topicId), seq);
    if (message === undefined) throw notFound(`${topicId ?? groupId} has no message ${seq}`);
    return message;
  }
}

function snapshotOfMessage(message: Message): MessageSnapshot {
  return {
    seq: message.seq,
    time: message.time,
    from: message.sender,
    text: message.body.map(({ MsgContent }) => (typeof MsgContent.Text === "string" ? MsgContent.Text : "")).join(""),
    body: message.body,
    cloudCustomData: message.cloudCustomData ?? "",
    priority: message.priority,
    recalled: message.recalled === true,
    to: message.to ?? [],
    readers: [...(message.readers ?? [])],
    extensions: Object.fromEntries(Array.from(message.extensions?.pairs ?? [], ([key, { value }]) => [key, value])),
  };
}
