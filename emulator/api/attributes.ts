import type { Group } from "../state/group";
import { TYPE_RULES } from "../state/groupTypes";
import { type AttributeChange, attributesChanged } from "../webhooks/groupEvents";
import { refuse } from "../wire/answer";
import { type Call, endpoint, existing } from "./endpoint";
import { InvalidField, list, object, type Rule, text } from "./shape";

const MAX_KEYS = 16;
const MAX_TOTAL_BYTES = 16_000;

const key: Rule<string> = text({ min: 1, max: 32, code: 10045 });
const pairs = list(object({ key, value: text({ max: 4000, code: 10046 }) }), { min: 1, max: MAX_KEYS, code: 10047 });
const keys = list(object({ key }), { min: 1, max: MAX_KEYS, code: 10047 });

/** Reads all attributes (doc 44187). The service name in its path differs from the other four endpoints. */
export const getGroupAttr = endpoint({
  path: "group_open_attr_http_svc/get_group_attr",
  writes: false,
  body: { GroupId: text() },
  run: (call, { GroupId }) => ({
    GroupAttrAry: Array.from(existing(call, GroupId).attributes, ([name, value]) => ({ key: name, value })),
  }),
});

/** Sets the given attributes and keeps the others (doc 44188). */
export const modifyGroupAttr = endpoint({
  path: "group_open_http_svc/modify_group_attr",
  writes: true,
  body: { GroupId: text(), GroupAttr: pairs },
  run: (call, { GroupId, GroupAttr }) => {
    const group = existing(call, GroupId);
    const changed = unique(GroupAttr);
    return write(call, group, new Map([...group.attributes, ...changed]), { how: "modify", changed });
  },
});

/** Replaces all attributes (doc 44190). */
export const setGroupAttr = endpoint({
  path: "group_open_http_svc/set_group_attr",
  writes: true,
  body: { GroupId: text(), GroupAttr: pairs },
  run: (call, { GroupId, GroupAttr }) => {
    const changed = unique(GroupAttr);
    return write(call, existing(call, GroupId), changed, { how: "set", changed });
  },
});

/** Removes all attributes; not for communities (doc 44189). */
export const clearGroupAttr = endpoint({
  path: "group_open_http_svc/clear_group_attr",
  writes: true,
  body: { GroupId: text() },
  run: (call, { GroupId }) => {
    const group = existing(call, GroupId);
    if (!TYPE_RULES[group.type].clearsAttributes)
      refuse(10007, `clear_group_attr is not supported by ${group.type} groups`);
    return write(call, group, new Map(), { how: "clear", changed: [] });
  },
});

/** Removes the given attributes, all of which must exist (doc 59499). */
export const deleteGroupAttr = endpoint({
  path: "group_open_http_svc/delete_group_attr",
  writes: true,
  body: { GroupId: text(), GroupAttr: keys },
  run: (call, { GroupId, GroupAttr }) => {
    const group = existing(call, GroupId);
    const remaining = new Map(group.attributes);
    for (const { key: name } of GroupAttr)
      if (!remaining.delete(name)) refuse(10050, `the attribute ${name} does not exist`);
    const changed = GroupAttr.map(({ key: name }) => [name, ""] as const);
    return write(call, group, remaining, { how: "delete", changed });
  },
});

function unique(given: readonly { readonly key: string; readonly value: string }[]): Map<string, string> {
  const map = new Map(given.map((pair) => [pair.key, pair.value]));
  if (map.size < given.length) throw new InvalidField("GroupAttr names a key twice");
  return map;
}

interface Change {
  readonly how: AttributeChange;
  readonly changed: Iterable<readonly [key: string, value: string]>;
}

function write(
  call: Call,
  group: Group,
  next: ReadonlyMap<string, string>,
  { how, changed }: Change,
): Record<string, never> {
  if (next.size > MAX_KEYS) refuse(10047, `a group has at most ${MAX_KEYS} attributes`);
  const total = [...next.values()].reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  if (total > MAX_TOTAL_BYTES)
    refuse(10048, `the values have ${total} bytes in total, at most ${MAX_TOTAL_BYTES} are allowed`);
  if (call.app.settings.rateLimit && !group.attributeWrites.take(call.app.settings.clock.now()))
    refuse(10049, "more than 5 attribute writes a second on this group");
  group.attributes.clear();
  for (const [name, value] of next) group.attributes.set(name, value);
  call.app.webhook.report(attributesChanged(group, call.caller, how, changed), "RESTAPI");
  return {};
}
