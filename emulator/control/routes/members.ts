import { object, optional, text, uint32 } from "../../api/shape";
import { MEMBER_FIELDS } from "../../handle/fields";
import { appIn, groupIdIn, userIdIn } from "../pathParameters";
import { PAGE, pageIn } from "../query";
import { route } from "../route";

const MEMBERS = "/apps/:sdkAppId/groups/:groupId/members";

/** Members of a group, and mutes. */
export const memberRoutes = [
  route(
    {
      method: "GET",
      path: MEMBERS,
      summary: "The members, in the order of joining.",
      query: PAGE,
    },
    (request) => appIn(request).membersPage(groupIdIn(request), pageIn(request.query)),
  ),
  route(
    {
      method: "POST",
      path: MEMBERS,
      summary: "Lets a user join. The account is created if it does not exist.",
      body: object({ userId: text({ min: 1 }) }),
    },
    (request) => {
      appIn(request).join(groupIdIn(request), request.body.userId);
    },
  ),
  route(
    {
      method: "POST",
      path: "/apps/:sdkAppId/groups/:groupId/applications",
      summary: "Lets a user apply to join: `joined`, `awaitsApproval` (approve by POST to members), or 409 if refused.",
      body: object({ userId: text({ min: 1 }) }),
    },
    async (request) => ({ result: await appIn(request).applyToJoin(groupIdIn(request), request.body.userId) }),
  ),
  route(
    {
      method: "PATCH",
      path: `${MEMBERS}/:userId`,
      summary: "Changes a member, as the owner's or the member's client would.",
      body: object(MEMBER_FIELDS),
    },
    (request) => appIn(request).setMember(groupIdIn(request), userIdIn(request), request.body),
  ),
  route(
    {
      method: "DELETE",
      path: `${MEMBERS}/:userId`,
      summary: "Lets a member leave. The owner can leave a Private group only.",
    },
    (request) => appIn(request).leave(groupIdIn(request), userIdIn(request)),
  ),
  route(
    {
      method: "POST",
      path: `${MEMBERS}/:userId/mute`,
      summary: "Mutes a user for `seconds`, permanently by default; 0 unmutes.",
      body: object({ seconds: optional(uint32) }),
    },
    (request) => appIn(request).mute(groupIdIn(request), userIdIn(request), request.body.seconds),
  ),
];
