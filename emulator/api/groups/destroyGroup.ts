import { isGroupId } from "../../state/groupId";
import { groupDestroyed } from "../../webhooks/groupEvents";
import { endpoint, existing } from "../endpoint";
import { text } from "../shape";

/** Disbands a group permanently (doc 34896). A second call answers 10010, like a call for an id that never existed. */
export const destroyGroup = endpoint({
  path: "group_open_http_svc/destroy_group",
  writes: true,
  body: { GroupId: text() },
  run: (call, { GroupId }) => {
    if (isGroupId(GroupId) && !call.app.groups.has(GroupId)) call.app.alreadyGone += 1;
    const group = existing(call, GroupId);
    call.app.disband(group, "api");
    call.app.webhook.report(groupDestroyed(group), "RESTAPI");
    return {};
  },
});
