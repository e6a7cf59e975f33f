import { type Message, messageAt } from "../../state/messages/message";
import { refuse } from "../../wire/answer";
import { endpoint } from "../endpoint";
import { integer, optional, uint32 } from "../shape";
import { TARGET, targetOf } from "./conversation";

const MAX_MESSAGES = 20;
const PRIORITIES = { High: 1, Normal: 2, Low: 3 } as const;
const STORED = 0;
/** Expired, deleted or lost. */
const PLACEHOLDER = 1;
const RECALLED = 2;

/**
 * Reads the newest messages, or the newest up to a number, newest first (doc 34971). Recalled messages are skipped, unless
 * requested. Messages that the emulator has dropped (option messageLimit) are sent as placeholders, like expired ones.
 */
export const groupMsgGetSimple = endpoint({
  path: "group_open_http_svc/group_msg_get_simple",
  writes: false,
  body: {
    ...TARGET,
    ReqMsgNumber: integer(1, MAX_MESSAGES),
    ReqMsgSeq: optional(uint32),
    WithRecalledMsg: optional(integer(0, 1)),
  },
  run: (call, { GroupId, TopicId, ReqMsgNumber, ReqMsgSeq, WithRecalledMsg }) => {
    const { group, conversation } = targetOf(call, GroupId, TopicId);
    // The page lists 10007, the error catalogue has a code of its own for this.
    if (group.type === "AVChatRoom") refuse(10044, "an AVChatRoom has no message history");
    const newest = conversation.nextMsgSeq - 1;
    const found: object[] = [];
    for (let seq = Math.min(ReqMsgSeq ?? newest, newest); seq > 0 && found.length < ReqMsgNumber; seq -= 1) {
      const message = messageAt(conversation, seq);
      if (message?.recalled !== true || WithRecalledMsg === 1) found.push(entry(seq, message));
    }
    // 0 and 2 are for ranges of more than 20 messages, which are refused here.
    return { GroupId: group.groupId, IsFinished: 1, RspMsgList: found };
  },
});

function entry(seq: number, message: Message | undefined): object {
  if (message === undefined) return { IsPlaceMsg: PLACEHOLDER, MsgBody: [], MsgSeq: seq };
  return {
    From_Account: message.sender,
    IsPlaceMsg: message.recalled === true ? RECALLED : STORED,
    // That a recalled message comes without its content is inferred.
    MsgBody: message.recalled === true ? [] : message.body,
    MsgPriority: PRIORITIES[message.priority],
    MsgRandom: message.random,
    MsgSeq: seq,
    MsgTimeStamp: message.time,
  };
}
