import { object, optional, text } from "../../api/shape";
import { TOPIC_FIELDS } from "../../handle/fields";
import { appIn, groupIdIn, param } from "../pathParameters";
import { route } from "../route";

const TOPICS = "/apps/:sdkAppId/groups/:groupId/topics";
const PROFILE = { name: optional(text()), ...TOPIC_FIELDS };

/** Topics of a community. */
export const topicRoutes = [
  route(
    {
      method: "POST",
      path: TOPICS,
      summary: "Creates a topic, as another back end would.",
      body: object({ ...PROFILE, topicId: text({ min: 1 }) }),
    },
    (request) => {
      const { topicId, ...profile } = request.body;
      return appIn(request).addTopic(groupIdIn(request), topicId, profile);
    },
  ),
  route(
    {
      method: "PATCH",
      path: `${TOPICS}/:topicId`,
      summary: "Changes a topic, as an owner's client would.",
      body: object(PROFILE),
    },
    (request) => appIn(request).editTopic(groupIdIn(request), param(request.params, "topicId"), request.body),
  ),
  route(
    {
      method: "DELETE",
      path: `${TOPICS}/:topicId`,
      summary: "Deletes a topic, as an owner's client would.",
    },
    (request) => appIn(request).removeTopic(groupIdIn(request), param(request.params, "topicId")),
  ),
];
