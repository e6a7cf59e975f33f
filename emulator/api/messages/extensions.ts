import { type MessageExtensions, newExtensions } from "../../state/messages/extensions";
import { type Message, messageAt } from "../../state/messages/message";
import { refuse } from "../../wire/answer";
import { type Call, endpoint, existing } from "../endpoint";
import { type Body, InvalidField, integer, list, object, optional, text, uint32 } from "../shape";

const NOT_SUPPORTED = 23002;
const NO_MESSAGE = 23004;
const MAX_PAIRS = 300;
const PAGE = 200;

const SET = 1;
const DELETE = 2;

const PAIR = {
  Key: text({ min: 1, max: 100 }),
  Value: text({ max: 1000 }),
  // Checked for members only, not for an app admin (doc 52170).
  Seq: optional(uint32),
};
const pairs = list(object(PAIR), { min: 1, max: 20 });

/** Reads the key-value pairs of a message in the order of their Seq, up to 200 from StartSeq on (doc 52169). */
export const groupGetKeyValues = endpoint({
  path: "openim_msg_ext_http_svc/group_get_key_values",
  writes: false,
  body: { GroupId: text(), MsgSeq: uint32, StartSeq: optional(uint32) },
  run: (call, { GroupId, MsgSeq, StartSeq = 0 }) => {
    const { latestSeq, clearSeq, pairs: stored } = messageWith(call, GroupId, MsgSeq).extensions ?? newExtensions();
    const found = Array.from(stored, ([Key, { value, seq }]) => ({ Key, Value: value, Seq: seq }))
      .filter(({ Seq }) => Seq >= StartSeq)
      .sort((a, b) => a.Seq - b.Seq);
    return {
      ExtensionList: found.slice(0, PAGE),
      CompleteFlag: found.length <= PAGE ? 1 : 0,
      LatestSeq: latestSeq,
      ClearSeq: clearSeq,
    };
  },
});

/**
 * Sets (OperateType 1) or deletes (2) up to 20 key-value pairs of a message, or removes all (3), in Private, Public and
 * ChatRoom groups (doc 52170). That the pairs of one call get one Seq, higher than all before, is inferred from the samples.
 */
export const groupSetKeyValues = endpoint({
  path: "openim_msg_ext_http_svc/group_set_key_values",
  writes: true,
  body: { GroupId: text(), MsgSeq: uint32, OperateType: integer(1, 3), ExtensionList: optional(pairs) },
  run: (call, { GroupId, MsgSeq, OperateType, ExtensionList }) => {
    const message = messageWith(call, GroupId, MsgSeq);
    const isList = OperateType === SET || OperateType === DELETE;
    if (isList !== (ExtensionList !== undefined))
      throw new InvalidField("ExtensionList is for OperateType 1 and 2, which need it");
    if (!message.supportsExtensions) refuse(NOT_SUPPORTED, "the message was sent without SupportMessageExtension");
    const extensions = message.extensions ?? newExtensions();
    const results = change(extensions, OperateType, ExtensionList ?? []);
    message.extensions = extensions;
    return { ExtensionList: results };
  },
});

function change(
  extensions: MessageExtensions,
  operation: number,
  given: readonly Body<typeof PAIR>[],
): readonly object[] {
  const keys = new Set(given.map(({ Key }) => Key));
  if (keys.size < given.length) throw new InvalidField("ExtensionList names a key twice");
  // The code for too many pairs is not documented.
  if (operation === SET && new Set([...extensions.pairs.keys(), ...keys]).size > MAX_PAIRS)
    throw new InvalidField(`a message has at most ${MAX_PAIRS} key-value pairs`);
  extensions.latestSeq += 1;
  const seq = extensions.latestSeq;
  if (operation !== SET && operation !== DELETE) {
    extensions.pairs.clear();
    extensions.clearSeq = seq;
  }
  return given.map(({ Key, Value }) => {
    if (operation === SET) extensions.pairs.set(Key, { value: Value, seq });
    else extensions.pairs.delete(Key);
    return { ErrorCode: 0, Extension: { Key, Value, Seq: seq } };
  });
}

/** Returns the message. That other types of groups answer 10007 is inferred from the other message commands. */
function messageWith(call: Call, groupId: string, seq: number): Message {
  const group = existing(call, groupId);
  if (group.type === "AVChatRoom" || group.type === "Community")
    refuse(10007, `message extensions are not supported by ${group.type} groups`);
  const message = messageAt(group, seq);
  return message === undefined || message.recalled === true
    ? refuse(NO_MESSAGE, "the group message does not exist")
    : message;
}
