import { isDeepStrictEqual } from "node:util";
import type { MessageElement } from "./element";
import type { MessageExtensions } from "./extensions";

/** The same content and Random within this time is the same message (doc 34959). */
const DUPLICATE_SECONDS = 300;

export type MessagePriority = "High" | "Normal" | "Low";

/** What a caller gives for a new message. */
export interface NewMessage {
  readonly sender: string;
  /** Unix seconds. */
  readonly time: number;
  /** An unsigned 32-bit number: with the content it identifies a repeated call. */
  readonly random: number;
  readonly body: readonly MessageElement[];
  readonly priority?: MessagePriority;
  readonly cloudCustomData?: string;
  /** The only recipients; absent: all members. */
  readonly to?: readonly string[];
  /** Whether members get one more unread message. Default true. */
  readonly countsAsUnread?: boolean;
  readonly needsReceipt?: boolean;
  readonly supportsExtensions?: boolean;
}

/** A stored message. What most messages do not have is absent, to save memory. */
export interface Message {
  /** Its number in the group or topic, from 1. */
  readonly seq: number;
  readonly time: number;
  readonly sender: string;
  readonly random: number;
  readonly priority: MessagePriority;
  body: readonly MessageElement[];
  cloudCustomData?: string;
  recalled?: boolean;
  readonly to?: readonly string[];
  readonly countsAsUnread: boolean;
  readonly supportsExtensions: boolean;
  /** The members who have read it; absent if it was sent without NeedReadReceipt. */
  readonly readers?: Set<string>;
  extensions?: MessageExtensions;
}

/** The fields of a group and of a topic for their messages. */
export interface Conversation {
  /** The number of the next stored message, from 1 (doc 33526). */
  nextMsgSeq: number;
  /** Unix seconds. 0: no message yet. */
  lastMsgTime: number;
  /** Absent until the first message. */
  messages?: MessageLog;
}

/** The newest messages of a group or topic, and how far each member has read. All fields are plain data. */
export interface MessageLog {
  /** Oldest first, in the order of their numbers, without gaps. */
  readonly stored: Message[];
  /** The messages that were not stored, for finding duplicates: those to an AVChatRoom or to online members only. */
  readonly unstored: Message[];
  /** How many messages to an AVChatRoom there were: they have numbers, but do not count in NextMsgSeq. */
  live: number;
  /** The number of the last message that a member has read. */
  readonly readTo: Map<string, number>;
  /** The same for members who are not in `readTo`. */
  readToByOthers: number;
  /** When a sender sent their last message, in Unix seconds. */
  readonly lastSent: Map<string, number>;
}

export function logOf(conversation: Conversation): MessageLog {
  conversation.messages ??= {
    stored: [],
    unstored: [],
    live: 0,
    readTo: new Map(),
    readToByOthers: 0,
    lastSent: new Map(),
  };
  return conversation.messages;
}

/** Returns the same message if it was sent within the last five minutes. */
export function duplicateOf(conversation: Conversation, message: NewMessage): Message | undefined {
  const log = conversation.messages;
  if (log === undefined) return undefined;
  return findDuplicate(log.stored, message) ?? findDuplicate(log.unstored, message);
}

function findDuplicate(sent: readonly Message[], message: NewMessage): Message | undefined {
  for (let index = sent.length - 1; index >= 0; index -= 1) {
    const earlier = sent[index];
    if (earlier === undefined || earlier.time <= message.time - DUPLICATE_SECONDS) return undefined;
    if (earlier.random === message.random && isDeepStrictEqual(earlier.body, message.body)) return earlier;
  }
  return undefined;
}

/** Stores a message, drops the oldest one beyond `limit`, and returns it. The sender has read it. */
export function store(conversation: Conversation, message: NewMessage, limit: number): Message {
  const log = logOf(conversation);
  const stored = messageOf(message, conversation.nextMsgSeq);
  log.stored.push(stored);
  if (log.stored.length > limit) log.stored.shift();
  conversation.nextMsgSeq += 1;
  conversation.lastMsgTime = message.time;
  log.lastSent.set(message.sender, message.time);
  log.readTo.set(message.sender, stored.seq);
  return stored;
}

/**
 * Delivers a message to an AVChatRoom, which stores none, and returns it. Their numbers are separate: whether they count in
 * NextMsgSeq is unconfirmed.
 */
export function deliverToRoom(room: Conversation, message: NewMessage, limit: number): Message {
  const log = logOf(room);
  log.live += 1;
  return deliver(log, message, log.live, limit);
}

/** Delivers a message to online members only. That it has no number is unconfirmed; 0 can't be recalled by mistake. */
export function deliverOnline(conversation: Conversation, message: NewMessage, limit: number): Message {
  return deliver(logOf(conversation), message, 0, limit);
}

function deliver(log: MessageLog, message: NewMessage, seq: number, limit: number): Message {
  const delivered = messageOf(message, seq);
  log.unstored.push(delivered);
  if (log.unstored.length > limit) log.unstored.shift();
  return delivered;
}

export function messageAt(conversation: Conversation, seq: number): Message | undefined {
  const stored = conversation.messages?.stored ?? [];
  return stored[seq - (stored[0]?.seq ?? 0)];
}

/** Returns the number of the last message that the member has read; 0 if there is none. */
export function readPosition(conversation: Conversation, userId: string): number {
  const log = conversation.messages;
  return log === undefined ? 0 : (log.readTo.get(userId) ?? log.readToByOthers);
}

/** Returns how many messages the member has not read. Messages that were dropped from memory count. */
export function unreadOf(conversation: Conversation, userId: string): number {
  const position = readPosition(conversation, userId);
  const stored = conversation.messages?.stored ?? [];
  const dropped = Math.max((stored[0]?.seq ?? 1) - 1 - position, 0);
  const unread = stored.filter(
    ({ seq, sender, countsAsUnread, recalled }) =>
      seq > position && countsAsUnread && recalled !== true && sender !== userId,
  );
  return dropped + unread.length;
}

/** Sets how many messages the member has not read, at most as many as there are (doc 34909). */
export function setUnread(conversation: Conversation, userId: string, count: number): void {
  const last = conversation.nextMsgSeq - 1;
  logOf(conversation).readTo.set(userId, Math.max(last - count, 0));
}

/** A new member has nothing to read. */
export function startReading(conversation: Conversation, userId: string): void {
  conversation.messages?.readTo.set(userId, conversation.nextMsgSeq - 1);
}

function messageOf(message: NewMessage, seq: number): Message {
  return {
    seq,
    time: message.time,
    sender: message.sender,
    random: message.random,
    priority: message.priority ?? "Normal",
    body: message.body,
    countsAsUnread: message.to === undefined && message.countsAsUnread !== false,
    supportsExtensions: message.supportsExtensions === true,
    ...(message.cloudCustomData === undefined ? {} : { cloudCustomData: message.cloudCustomData }),
    ...(message.to === undefined ? {} : { to: message.to }),
    ...(message.needsReceipt === true ? { readers: new Set<string>() } : {}),
  };
}
