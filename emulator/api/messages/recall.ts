import { type Conversation, messageAt } from "../../state/messages/message";
import { messagesRecalled } from "../../webhooks/messageEvents";
import { refuse } from "../../wire/answer";
import { account, type Call, endpoint } from "../endpoint";
import { list, object, uint32 } from "../shape";
import { TARGET, targetOf } from "./conversation";

const NOT_FOUND = 10030;
const TOO_LATE = 10031;
const NOT_RECALLABLE = 10032;

/** Only so many of the last messages can be recalled by their sender (doc 34970). */
const MAX_SEARCHED = 1000;

const numbers = list(object({ MsgSeq: uint32 }), { min: 1, max: 10 });

/** Recalls up to 10 messages (doc 34965). The answer is OK: each message has its own RetCode. */
export const groupMsgRecall = endpoint({
  path: "group_open_http_svc/group_msg_recall",
  writes: true,
  body: { ...TARGET, MsgSeqList: numbers },
  run: (call, { GroupId, TopicId, MsgSeqList }) => {
    const { group, conversation } = targetOf(call, GroupId, TopicId);
    // The newest page allows AVChatRooms for newer clients; the older ones and the error catalogue do not.
    if (group.type === "AVChatRoom") refuse(10033, "messages of an AVChatRoom can't be recalled");
    const results = MsgSeqList.map(({ MsgSeq }) => ({ MsgSeq, RetCode: recall(call, conversation, MsgSeq) }));
    const recalled = results.filter(({ RetCode }) => RetCode === 0).map(({ MsgSeq }) => MsgSeq);
    if (recalled.length > 0)
      call.app.webhook.report(messagesRecalled(group, TopicId, call.caller, recalled), "RESTAPI");
    return { RecallRetList: results };
  },
});

/** Recalls what a sender sent among the last 1000 messages (doc 34970). No effect on an AVChatRoom, but no error. */
export const deleteGroupMsgBySender = endpoint({
  path: "group_open_http_svc/delete_group_msg_by_sender",
  writes: true,
  body: { ...TARGET, Sender_Account: account },
  run: (call, { GroupId, TopicId, Sender_Account: sender }) => {
    const { conversation } = targetOf(call, GroupId, TopicId);
    const searched = conversation.messages?.stored.slice(-MAX_SEARCHED) ?? [];
    for (const message of searched) if (message.sender === sender) message.recalled = true;
    return {};
  },
});

/** The error catalogue has the time limit (10031); the newest page of this command says that it has none. That 10032 means "already recalled" is inferred. */
function recall({ app }: Call, conversation: Conversation, seq: number): number {
  const message = messageAt(conversation, seq);
  if (message === undefined) return NOT_FOUND;
  if (message.recalled === true) return NOT_RECALLABLE;
  if (app.nowSeconds - message.time > app.settings.recallSeconds) return TOO_LATE;
  message.recalled = true;
  return 0;
}
