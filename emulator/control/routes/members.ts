import { integer, object, oneOf, optional, record, text } from "../../api/shape";
import { MSG_FLAGS } from "../../state/member";
import { number, route } from "../route";
import { appIn, groupIdIn, userIdIn } from "./appIn";

const FOREVER = 4294967295;
const MEMBERS = "/apps/:sdkAppId/groups/:groupId/members";

/** Members of a group, and mutes. */
export const memberRoutes = [
  route(
    {
      method: "GET",
      path: MEMBERS,
      summary: "The members, in the order of joining.",
      query: { offset: optional(number(0, Number.MAX_SAFE_INTEGER)), limit: optional(number(1, 1000)) },
    },
    (request) => {
      const { offset = 0, limit = 100 } = request.query;
      return appIn(request).membersPage(groupIdIn(request), { offset, limit });
    },
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
      body: object({
        role: optional(oneOf("Admin", "Member")),
        nameCard: optional(text()),
        msgFlag: optional(oneOf(...MSG_FLAGS)),
        customFields: optional(record(text())),
      }),
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
      summary: "Mutes a user for so many seconds, permanently by default; 0 unmutes.",
      body: object({ seconds: optional(integer(0, FOREVER)) }),
    },
    (request) => appIn(request).mute(groupIdIn(request), userIdIn(request), request.body.seconds),
  ),
];
