import type { Group } from "../state/group";
import type { Message, NewMessage } from "../state/messages/message";
import type { AfterCommand, BeforeCommand, WebhookEvent } from "./catalogue";
import { accountsOf, ofGroup } from "./groupEvents";

/** A message to a group or topic, that is not sent yet. */
export interface PendingMessage {
  readonly group: Group;
  readonly topicId: string | undefined;
  readonly operator: string;
  readonly message: NewMessage;
  readonly isOnlineOnly: boolean;
}

/** Doc 34374. */
export function sendingMessage(pending: PendingMessage): WebhookEvent<BeforeCommand> {
  return ofGroup("Group.CallbackBeforeSendMsg", pending.group, () => fieldsOf(pending));
}

/** Doc 34375. */
export function messageSent(pending: PendingMessage, { seq, time }: Message): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterSendMsg", pending.group, () => ({
    ...fieldsOf(pending),
    MsgSeq: seq,
    MsgTime: time,
  }));
}

/** Doc 49462. */
export function sendingFailed(pending: PendingMessage, code: number, info: string): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackSendMsgException", pending.group, () => ({
    ...fieldsOf(pending),
    ErrorCode: code,
    ErrorInfo: info,
  }));
}

export function messagesRecalled(
  group: Group,
  topicId: string | undefined,
  operator: string,
  seqs: readonly number[],
): WebhookEvent<AfterCommand> {
  return ofGroup("Group.CallbackAfterRecallMsg", group, () => ({
    Operator_Account: operator,
    MsgSeqList: seqs.map((MsgSeq) => ({ MsgSeq })),
    ...(topicId !== undefined && { TopicId: topicId }),
  }));
}

/** Members have read messages that were sent with a receipt; the fields are those of Tencent's SDK. */
export function messagesRead(
  group: Group,
  userId: string,
  messages: readonly Message[],
): WebhookEvent<AfterCommand> | undefined {
  if (messages.length === 0) return undefined;
  return ofGroup("Group.CallbackAfterReadReceipt", group, () => ({
    GroupMsgReceiptList: messages.map(({ seq, sender, readers }) => ({
      MsgSeq: seq,
      ReadNum: readers?.size ?? 0,
      UnreadNum: [...group.members.keys()].filter((member) => member !== sender && !readers?.has(member)).length,
      ReadReceiptMembers: accountsOf([userId]),
    })),
  }));
}

function fieldsOf({ topicId, operator, message, isOnlineOnly }: PendingMessage) {
  return {
    From_Account: message.sender,
    Operator_Account: operator,
    Random: message.random,
    OnlineOnlyFlag: isOnlineOnly ? 1 : 0,
    MsgBody: message.body,
    CloudCustomData: message.cloudCustomData ?? "",
    ...(topicId !== undefined && { TopicId: topicId }),
  };
}
