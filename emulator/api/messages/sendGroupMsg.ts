import type { Group } from "../../state/group";
import {
  deliverOnline,
  deliverToRoom,
  duplicateOf,
  logOf,
  type Message,
  type NewMessage,
  store,
} from "../../state/messages/message";
import { messageSent, type PendingMessage, sendingFailed, sendingMessage } from "../../webhooks/messageEvents";
import { ApiError, refuse } from "../../wire/answer";
import { SlidingWindow } from "../../wire/slidingWindow";
import { account, type Call, endpoint } from "../endpoint";
import { rejectField } from "../groups/profile";
import {
  type Body,
  InvalidField,
  integer,
  type JsonObject,
  list,
  object,
  oneOf,
  optional,
  optionalOrEmpty,
  text,
  uint32,
} from "../shape";
import { msgBody } from "./content/body";
import { offlinePushInfo } from "./content/offlinePush";
import { type MessageTarget, TARGET, targetOf } from "./conversation";
import { checkSender } from "./sender";

const MESSAGES_PER_SECOND = 40;
const MAX_MENTIONS = 30;

const flag = integer(0, 1);
const mention = object({ GroupAtAllFlag: flag, GroupAt_Account: optional(account) });

const BODY = {
  ...TARGET,
  Random: uint32,
  MsgBody: msgBody({ tooLong: 80002 }),
  From_Account: optional(account),
  MsgPriority: optional(oneOf("High", "Normal", "Low")),
  OnlineOnlyFlag: optional(flag),
  SendMsgControl: optional(list(oneOf("NoLastMsg", "NoUnread"), { max: 2 })),
  ForbidCallbackControl: optional(list(oneOf("ForbidBeforeSendMsgCallback", "ForbidAfterSendMsgCallback"), { max: 2 })),
  CloudCustomData: optionalOrEmpty(text()),
  SupportMessageExtension: optional(flag),
  NeedReadReceipt: optional(flag),
  To_Account: optional(list(account, { min: 1, max: 50 })),
  GroupAtInfo: optional(list(mention, { max: MAX_MENTIONS, code: 10053 })),
  OfflinePushInfo: offlinePushInfo,
};
type Fields = Body<typeof BODY>;

/** Sends a message to a group or topic (doc 34959). The emulator stores it without delivering it. */
export const sendGroupMsg = endpoint({
  path: "group_open_http_svc/send_group_msg",
  writes: true,
  body: BODY,
  before: (call, body) => {
    if (body.ForbidCallbackControl?.includes("ForbidBeforeSendMsgCallback")) return undefined;
    const target = targetOf(call, body.GroupId, body.TopicId);
    checkFields(target.group, body);
    const message = messageFrom(call, body);
    // A muted sender is refused before the webhook is asked (doc 34374).
    checkSender(call, target, message.sender);
    return sendingMessage(pendingMessage(call, body, target.group, message));
  },
  run: (call, body, answer) => {
    const target = targetOf(call, body.GroupId, body.TopicId);
    const message = changedBy(answer, messageFrom(call, body));
    const pending = pendingMessage(call, body, target.group, message);
    // Dropped without a word to the sender (doc 34374). What the service answers is unconfirmed.
    if (answer.ErrorCode === 2) return { MsgTime: message.time, MsgSeq: 0 };
    try {
      return sendMessage(call, body, target, pending);
    } catch (error) {
      if (error instanceof ApiError) call.app.webhook.report(sendingFailed(pending, error.code, error.info), "RESTAPI");
      throw error;
    }
  },
});

function pendingMessage(call: Call, body: Fields, group: Group, message: NewMessage): PendingMessage {
  return { group, topicId: body.TopicId, operator: call.caller, message, isOnlineOnly: body.OnlineOnlyFlag === 1 };
}

/** A webhook may replace the content of a message that it allows (doc 34374). Content that is not valid refuses it. */
function changedBy({ MsgBody, CloudCustomData }: JsonObject, message: NewMessage): NewMessage {
  return {
    ...message,
    ...(Array.isArray(MsgBody) && { body: BODY.MsgBody(MsgBody, "MsgBody") }),
    ...(typeof CloudCustomData === "string" && { cloudCustomData: CloudCustomData }),
  };
}

function sendMessage(call: Call, body: Fields, target: MessageTarget, pending: PendingMessage): JsonObject {
  const { app } = call;
  const { message } = pending;
  const { group, conversation } = target;
  checkFields(group, body);
  checkSender(call, target, message.sender);
  for (const { GroupAt_Account: userId } of body.GroupAtInfo ?? [])
    if (userId !== undefined && group.type !== "AVChatRoom" && !group.members.has(userId))
      throw new InvalidField(`GroupAt_Account ${userId} is not a member of the group`);
  const earlier = duplicateOf(conversation, message);
  // A duplicate is documented to be dropped. That its answer has the first one's number is inferred.
  if (earlier !== undefined) return { MsgTime: earlier.time, MsgSeq: earlier.seq };
  const isOverRate = app.settings.rateLimit && !rateOf(group).take(app.settings.clock.now());
  // An AVChatRoom drops messages, those of low priority first (doc 34381). Here it drops those of any priority.
  if (isOverRate && group.type === "AVChatRoom")
    return { MsgTime: message.time, MsgSeq: logOf(group).live, MsgDropReason: "MsgFreqCtrl" };
  if (isOverRate) refuse(10023, `more than ${MESSAGES_PER_SECOND} messages a second in this group`);
  const sent = send(target, message, body.OnlineOnlyFlag === 1, app.settings.messageLimit);
  if (!body.ForbidCallbackControl?.includes("ForbidAfterSendMsgCallback"))
    app.webhook.report(messageSent(pending, sent), "RESTAPI");
  return { MsgTime: sent.time, MsgSeq: sent.seq };
}

/** Refuses fields that the group's type, or another field, does not allow (doc 34959). */
function checkFields(group: Group, body: Fields): void {
  const isRoom = group.type === "AVChatRoom";
  const { OnlineOnlyFlag, SendMsgControl, To_Account, GroupAtInfo } = body;
  if (OnlineOnlyFlag === 1 && isRoom) rejectField("OnlineOnlyFlag", group.type);
  if (OnlineOnlyFlag === 1 && SendMsgControl !== undefined)
    throw new InvalidField("SendMsgControl can't be used with OnlineOnlyFlag 1");
  // ChatRoom groups have no unread counts unless the feature is enabled, which the emulator does not have.
  if (SendMsgControl?.includes("NoUnread") && (isRoom || group.type === "ChatRoom"))
    rejectField("SendMsgControl NoUnread", group.type);
  if (To_Account !== undefined && (isRoom || group.type === "Community")) rejectField("To_Account", group.type);
  if (body.NeedReadReceipt === 1 && (isRoom || group.type === "Community")) rejectField("NeedReadReceipt", group.type);
  for (const { GroupAtAllFlag, GroupAt_Account } of GroupAtInfo ?? []) {
    if (GroupAtAllFlag === 1 && isRoom) rejectField("GroupAtAllFlag 1", group.type);
    if ((GroupAtAllFlag === 1) === (GroupAt_Account !== undefined))
      throw new InvalidField("an entry of GroupAtInfo needs either GroupAtAllFlag 1 or a GroupAt_Account");
  }
  for (const userId of To_Account ?? [])
    if (!group.members.has(userId)) throw new InvalidField(`To_Account ${userId} is not a member of the group`);
}

function messageFrom(call: Call, body: Fields): NewMessage {
  return {
    sender: body.From_Account ?? call.caller,
    time: call.app.nowSeconds,
    random: body.Random,
    body: body.MsgBody,
    priority: body.MsgPriority ?? "Normal",
    countsAsUnread: body.SendMsgControl?.includes("NoUnread") !== true,
    needsReceipt: body.NeedReadReceipt === 1,
    supportsExtensions: body.SupportMessageExtension === 1,
    ...(body.CloudCustomData === undefined ? {} : { cloudCustomData: body.CloudCustomData }),
    ...(body.To_Account === undefined ? {} : { to: body.To_Account }),
  };
}

function send(
  { group, conversation }: MessageTarget,
  message: NewMessage,
  isOnlineOnly: boolean,
  limit: number,
): Message {
  if (group.type === "AVChatRoom") return deliverToRoom(group, message, limit);
  return isOnlineOnly ? deliverOnline(conversation, message, limit) : store(conversation, message, limit);
}

/** The limit is per group, so the topics of a community share it. */
function rateOf(group: Group): SlidingWindow {
  group.messageRate ??= new SlidingWindow(MESSAGES_PER_SECOND, 1000);
  return group.messageRate;
}
