import { account, endpoint, existing } from "./endpoint";
import { InvalidField, list, optional, text } from "./shape";
import { topicIn } from "./topics/topic";

/** Sources say 8 and 12 KB: the smaller limit is enforced. */
const MAX_CONTENT_BYTES = 8 * 1024;

/** Sends a system notice to all or some members (doc 34958). The emulator stores it without delivering it. */
export const sendGroupSystemNotification = endpoint({
  path: "group_open_http_svc/send_group_system_notification",
  writes: true,
  body: {
    GroupId: text(),
    Content: text({ min: 1, max: MAX_CONTENT_BYTES, code: 80002 }),
    ToMembers_Account: optional(list(account, { max: 500 })),
    TopicId: optional(text()),
  },
  run: (call, { GroupId, Content, ToMembers_Account: to = [], TopicId }) => {
    const group = existing(call, GroupId);
    if (group.type === "AVChatRoom" && to.length > 0)
      throw new InvalidField("ToMembers_Account is not supported by AVChatRoom groups");
    const topic = topicIn(call, group, TopicId);
    group.notices.push({ content: Content, ...(topic === undefined ? {} : { topicId: topic.topicId }), to });
    return {};
  },
});
