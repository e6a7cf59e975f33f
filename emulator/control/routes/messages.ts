import { object, optional, text } from "../../api/shape";
import { pageOf } from "../../handle/page";
import { ControlError } from "../controlError";
import { appIn, groupIdIn, param, userIdIn } from "../pathParameters";
import { PAGE, pageIn } from "../query";
import { route } from "../route";

const GROUP = "/apps/:sdkAppId/groups/:groupId";
const TOPIC = { topicId: optional(text()) };

/** Messages of groups and topics. */
export const messageRoutes = [
  route(
    {
      method: "GET",
      path: `${GROUP}/messages`,
      summary: "The stored messages of a group or topic, oldest first.",
      query: { ...TOPIC, ...PAGE },
    },
    (request) => {
      const { topicId, ...page } = request.query;
      const all = appIn(request).messages(groupIdIn(request), topicId);
      return { total: all.length, messages: pageOf(all, pageIn(page)) };
    },
  ),
  route(
    {
      method: "POST",
      path: `${GROUP}/messages`,
      summary: "Sends a text as a user's client does. Default sender: the owner, or else the first member.",
      body: object({ ...TOPIC, from: optional(text({ min: 1 })), text: text() }),
    },
    (request) => appIn(request).send(groupIdIn(request), request.body),
  ),
  route(
    {
      method: "POST",
      path: `${GROUP}/messages/:seq/recall`,
      summary: "Recalls a message, as its sender's client does.",
      body: object(TOPIC),
    },
    (request) => {
      const seq = Number(param(request.params, "seq"));
      if (!Number.isSafeInteger(seq)) throw new ControlError(400, "the message number in the path must be an integer");
      appIn(request).recall(groupIdIn(request), seq, request.body.topicId);
    },
  ),
  route(
    {
      method: "POST",
      path: `${GROUP}/members/:userId/read`,
      summary: "Marks all messages as read by a user.",
      body: object(TOPIC),
    },
    (request) => appIn(request).read(groupIdIn(request), userIdIn(request), request.body),
  ),
];
