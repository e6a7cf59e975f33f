import { list, object, optional, positiveUint32, text } from "../../api/shape";
import { appIn, groupIdIn, userIdIn } from "../pathParameters";
import { PAGE, pageIn } from "../query";
import { route } from "../route";

const GROUP = "/apps/:sdkAppId/groups/:groupId";

/** Online members of AVChatRooms, and bans. */
export const roomRoutes = [
  route(
    {
      method: "GET",
      path: `${GROUP}/online`,
      summary: "The online members of an AVChatRoom, in the order of entering.",
      query: PAGE,
    },
    (request) => appIn(request).onlinePage(groupIdIn(request), pageIn(request.query)),
  ),
  route(
    {
      method: "POST",
      path: `${GROUP}/online`,
      summary: "Lets users enter an AVChatRoom.",
      body: object({ userIds: list(text({ min: 1 }), { min: 1, max: 10_000 }) }),
    },
    (request) => appIn(request).enter(groupIdIn(request), ...request.body.userIds),
  ),
  route(
    {
      method: "DELETE",
      path: `${GROUP}/online/:userId`,
      summary: "Lets a user leave an AVChatRoom.",
    },
    (request) => appIn(request).exit(groupIdIn(request), userIdIn(request)),
  ),
  route(
    {
      method: "PUT",
      path: `${GROUP}/bans/:userId`,
      summary: "Bans a user from an AVChatRoom for `seconds`, by default for the longest time.",
      body: object({ seconds: optional(positiveUint32) }),
    },
    (request) => appIn(request).ban(groupIdIn(request), userIdIn(request), request.body.seconds),
  ),
  route(
    {
      method: "DELETE",
      path: `${GROUP}/bans/:userId`,
      summary: "Lifts a ban.",
    },
    (request) => appIn(request).unban(groupIdIn(request), userIdIn(request)),
  ),
];
