import { int64, object, oneOf, optional, orNull, record, text } from "../../api/shape";
import { GROUP_FIELDS, zeroOrOne } from "../../handle/fields";
import { GROUP_TYPES } from "../../state/groupTypes";
import { appIn, groupIdIn } from "../pathParameters";
import { flag, PAGE, pageIn } from "../query";
import { route } from "../route";

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
        ...PAGE,
      },
    },
    (request) => {
      const { offset, limit, ...filter } = request.query;
      return appIn(request).find(filter, pageIn(request.query));
    },
  ),
  route(
    {
      method: "POST",
      path: "/apps/:sdkAppId/groups",
      summary: "Creates a group as another back end would, or as the client of a user (`client`), who owns it then.",
      body: object({
        ...GROUP_FIELDS,
        groupId: text({ min: 1 }),
        type: oneOf(...GROUP_TYPES),
        name: text(),
        supportTopic: optional(zeroOrOne),
        client: optional(text({ min: 1 })),
      }),
    },
    (request) => {
      const { client, ...group } = request.body;
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
      body: object({ ...GROUP_FIELDS, name: optional(text()) }),
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
      summary:
        "Replaces a group by a foreign one with the same id, without members and attributes. Type, name and owner stay, unless the body changes them.",
      body: object({ ...GROUP_FIELDS, type: optional(oneOf(...GROUP_TYPES)), name: optional(text()) }),
    },
    (request) => appIn(request).recreate(groupIdIn(request), request.body),
  ),
  route(
    {
      method: "PUT",
      path: "/apps/:sdkAppId/groups/:groupId/attributes",
      summary:
        "Replaces all attributes, as a member's client can; an empty object wipes them, the owner mark included.",
      body: record(text()),
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
      const groupId = groupIdIn(request);
      const entries = Object.entries(request.body);
      const removed = entries.flatMap(([key, value]) => (value === null ? [key] : []));
      const set = entries.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
      app.writeAttributes(groupId, Object.fromEntries(set));
      app.removeAttributes(groupId, removed);
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
