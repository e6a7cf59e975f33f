import type { MessageElement } from "../../state/messages/element";
import { type Conversation, duplicateOf, logOf, store } from "../../state/messages/message";
import { refuse } from "../../wire/answer";
import { account, type Call, endpoint } from "../endpoint";
import { rejectField } from "../groups/profile";
import { type Body, InvalidField, integer, list, object, optional, uint32 } from "../shape";
import { bytesOf, MAX_BODY_BYTES, msgBody } from "./content/body";
import { type MessageTarget, TARGET, targetOf } from "./conversation";
import { mustExist } from "./sender";

const INVALID_TIME = 10004;
const TOO_LONG = 80002;

const MESSAGE = {
  From_Account: account,
  SendTime: uint32,
  Random: optional(uint32),
  // Its length is checked per message: one that is too long fails alone.
  MsgBody: msgBody({}),
};
type Imported = Body<typeof MESSAGE>;

/** The page says 7, the limits page 20: the smaller limit is enforced. */
const messages = list(object(MESSAGE), { min: 1, max: 7 });

/**
 * Imports old messages in the order of time, without webhooks; afterwards no member has unread messages (doc 34968). The
 * answer is OK: a message with an invalid time or one that is too long fails alone, with its own Result.
 */
export const importGroupMsg = endpoint({
  path: "group_open_http_svc/import_group_msg",
  writes: true,
  body: { ...TARGET, RecentContactFlag: optional(integer(0, 1)), MsgList: messages },
  run: (call, { GroupId, TopicId, RecentContactFlag, MsgList }) => {
    const target = targetOf(call, GroupId, TopicId);
    const { group } = target;
    if (group.type === "AVChatRoom") refuse(10007, "messages can't be imported into an AVChatRoom");
    if (RecentContactFlag !== undefined && group.type === "Community") rejectField("RecentContactFlag", group.type);
    // That the sender need not be a member is inferred: a migration may import messages before members.
    for (const { From_Account } of MsgList) mustExist(call, From_Account);
    if (MsgList.some(({ MsgBody }) => MsgBody.some(({ MsgType }) => !IMPORTABLE.has(MsgType))))
      throw new InvalidField(`MsgType must be one of ${[...IMPORTABLE].join(", ")}`);
    const results = MsgList.map((message) => importOne(call, target, message));
    markAllAsRead(target.conversation);
    return { ImportMsgResult: results };
  },
});

const IMPORTABLE: ReadonlySet<MessageElement["MsgType"]> = new Set([
  "TIMTextElem",
  "TIMFaceElem",
  "TIMLocationElem",
  "TIMCustomElem",
]);

function importOne({ app }: Call, { group, conversation }: MessageTarget, message: Imported): object {
  const { SendTime: time, MsgBody: body, From_Account: sender, Random: random = 0 } = message;
  // What a failed message has instead of its number is not documented.
  const failed = { MsgSeq: 0, MsgTime: time };
  const isInOrder = time > group.createTime && time > conversation.lastMsgTime && time < app.nowSeconds;
  if (!isInOrder) return { ...failed, Result: INVALID_TIME };
  if (bytesOf(body) > MAX_BODY_BYTES) return { ...failed, Result: TOO_LONG };
  const imported = { sender, time, random, body };
  const earlier = message.Random === undefined ? undefined : duplicateOf(conversation, imported);
  const stored = earlier ?? store(conversation, imported, app.settings.messageLimit);
  return { MsgSeq: stored.seq, MsgTime: stored.time, Result: 0 };
}

function markAllAsRead(conversation: Conversation): void {
  const log = logOf(conversation);
  log.readTo.clear();
  log.readToByOthers = conversation.nextMsgSeq - 1;
}
