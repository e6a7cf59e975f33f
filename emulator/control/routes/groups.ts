import { int64, integer, isObject, object, oneOf, optional, orNull, record, text } from "../../api/shape";
import type { NewGroup } from "../../appHandle";
import { APPLY_JOIN_OPTIONS, GROUP_TYPES, INVITE_JOIN_OPTIONS } from "../../state/groupTypes";
import { flag, number, route } from "../route";
import { appIn, groupIdIn } from "./appIn";

const MAX_PAGE = 1000;

const PROFILE = {
  introduction: optional(text()),
  notification: optional(text()),
  faceUrl: optional(text()),
  maxMemberNum: optional(integer(1, 4294967295)),
  applyJoinOption: optional(oneOf(...APPLY_JOIN_OPTIONS)),
  inviteJoinOption: optional(oneOf(...INVITE_JOIN_OPTIONS)),
  muteAllMember: optional(oneOf("On", "Off")),
  historyMsgBeforeJoin: optional(oneOf("On", "Off")),
  ownerAccount: optional(text()),
  customFields: optional(record(text())),
};
const texts = record(text());

/** Groups: what clients, owners and other back ends do with them, without the API of the service. */
export const groupRoutes = [
  route(
    {
      method: "GET",
      path: "/apps/:sdkAppId/groups",
      summary:
        "The groups that match, newest first; `search` looks in ids and names, `offset` and `limit` select a page.",
      query: {
        search: optional(text()),
        type: optional(oneOf(...GROUP_TYPES)),
        owner: optional(text()),
        marked: optional(flag),
        offset: optional(number(0, Number.MAX_SAFE_INTEGER)),
        limit: optional(number(1, MAX_PAGE)),
      },
    },
    (request) => {
      const { offset = 0, limit = 100, ...filter } = request.query;
      return appIn(request).find(filter, { offset, limit });
    },
  ),
  route(
    {
      method: "POST",
      path: "/apps/:sdkAppId/groups",
      summary: "Creates a group as another back end would, or as the client of a user (`client`), who owns it then.",
      body: object({
        ...PROFILE,
        groupId: text({ min: 1 }),
        type: oneOf(...GROUP_TYPES),
        name: text(),
        supportTopic: optional(integer(0, 1)),
        client: optional(text({ min: 1 })),
      }),
    },
    (request) => {
      const { client, supportTopic = 0, ...body } = request.body;
      const group: NewGroup = { ...body, supportTopic: supportTopic === 1 ? 1 : 0 };
      const app = appIn(request);
      return client === undefined ? app.create(group) : app.createAsClient(client, group);
    },
  ),
  route(
    {
      method: "GET",
      path: "/apps/:sdkAppId/groups/:groupId",
      summary: "One group with all that it has, except its members.",
    },
    (request) => appIn(request).details(groupIdIn(request)),
  ),
  route(
    {
      method: "PATCH",
      path: "/apps/:sdkAppId/groups/:groupId",
      summary: "Changes a group's profile, as its owner's client would. `customFields` replaces all of them.",
      body: object({ ...PROFILE, name: optional(text()) }),
    },
    (request) => appIn(request).edit(groupIdIn(request), request.body),
  ),
  route(
    {
      method: "DELETE",
      path: "/apps/:sdkAppId/groups/:groupId",
      summary: "Disbands a group, as its owner or the console would.",
    },
    (request) => appIn(request).disband(groupIdIn(request)),
  ),
  route(
    {
      method: "POST",
      path: "/apps/:sdkAppId/groups/:groupId/recreate",
      summary: "Replaces a group by a foreign one with the same id, without attributes. Fields of the body differ.",
      body: object({ ...PROFILE, type: optional(oneOf(...GROUP_TYPES)), name: optional(text()) }),
    },
    (request) => appIn(request).recreate(groupIdIn(request), request.body),
  ),
  route(
    {
      method: "PUT",
      path: "/apps/:sdkAppId/groups/:groupId/attributes",
      summary:
        "Replaces all attributes, as a member's client can; an empty object wipes them, the owner mark included.",
      body: texts,
    },
    (request) => appIn(request).setAttributes(groupIdIn(request), request.body),
  ),
  route(
    {
      method: "PATCH",
      path: "/apps/:sdkAppId/groups/:groupId/attributes",
      summary: "Sets these attributes and keeps the others; null removes one.",
      body: record(orNull(text())),
    },
    (request) => {
      const app = appIn(request);
      app.setAttributes(groupIdIn(request), merged(app.attributes(groupIdIn(request)), request.body));
    },
  ),
  route(
    {
      method: "PUT",
      path: "/apps/:sdkAppId/groups/:groupId/counters",
      summary: "Replaces all counters.",
      body: record(int64),
    },
    (request) => appIn(request).setCounters(groupIdIn(request), request.body),
  ),
];

function merged(before: Readonly<Record<string, string>>, changes: unknown): Readonly<Record<string, string>> {
  const values = new Map(Object.entries(before));
  for (const [key, value] of isObject(changes) ? Object.entries(changes) : []) {
    if (value === null) values.delete(key);
    else values.set(key, String(value));
  }
  return Object.fromEntries(values);
}
