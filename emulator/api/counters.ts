import type { Group } from "../state/group";
import { TYPE_RULES } from "../state/groupTypes";
import { refuse } from "../wire/answer";
import { type Call, endpoint, existing } from "./endpoint";
import { InvalidField, int64, list, object, oneOf, optional, optionalOrEmpty, text } from "./shape";

const MAX_KEYS = 20;

const key = text({ min: 1, max: 128 });
const keys = list(key, { max: MAX_KEYS });
const changes = list(object({ Key: key, Value: int64 }), { min: 1, max: MAX_KEYS, code: 10063 });

/** The new value of a counter, by Mode. */
const MODES = {
  Set: (_: bigint, value: bigint) => value,
  Increase: (now: bigint, value: bigint) => now + value,
  Decrease: (now: bigint, value: bigint) => now - value,
} as const;

/** Reads the given counters, or all (doc 53427). A counter that does not exist is omitted, which is unconfirmed. */
export const getGroupCounter = endpoint({
  path: "group_open_http_svc/get_group_counter",
  writes: false,
  body: { GroupId: text(), GroupCounterKeys: optional(keys) },
  run: (call, { GroupId, GroupCounterKeys: requested }) => {
    const all = [...withCounters(call, GroupId).counters];
    return answer(all.filter(([name]) => requested === undefined || requested.includes(name)));
  },
});

/** Sets counters, or changes them; a new counter starts at 0 (doc 53428). The default Mode is unconfirmed: Set. */
export const updateGroupCounter = endpoint({
  path: "group_open_http_svc/update_group_counter",
  writes: true,
  body: { GroupId: text(), GroupCounter: changes, Mode: optional(oneOf("Set", "Increase", "Decrease")) },
  run: (call, { GroupId, GroupCounter: given, Mode = "Set" }) => {
    const { counters } = withCounters(call, GroupId);
    const next = new Map(given.map(({ Key, Value }) => [Key, MODES[Mode](counters.get(Key) ?? 0n, Value)] as const));
    if (next.size < given.length) throw new InvalidField("GroupCounter names a key twice");
    // The service's behaviour on overflow is unconfirmed: refused.
    for (const [name, value] of next)
      if (BigInt.asIntN(64, value) !== value) throw new InvalidField(`the counter ${name} would overflow 64 bits`);
    if (new Set([...counters.keys(), ...next.keys()]).size > MAX_KEYS)
      refuse(10063, `a group has at most ${MAX_KEYS} counters`);
    for (const [name, value] of next) counters.set(name, value);
    return answer([...next]);
  },
});

/** Deletes the given counters, or all (doc 53429). A counter that does not exist is ignored, which is unconfirmed. */
export const deleteGroupCounter = endpoint({
  path: "group_open_http_svc/delete_group_counter",
  writes: true,
  body: { GroupId: text(), GroupCounterKeys: optionalOrEmpty(keys) },
  run: (call, { GroupId, GroupCounterKeys: requested }) => {
    const { counters } = withCounters(call, GroupId);
    for (const name of requested ?? [...counters.keys()]) counters.delete(name);
    return {};
  },
});

/** Refuses groups without counters. The code is unconfirmed: 10007 is listed on the page and has this meaning elsewhere. */
function withCounters(call: Call, groupId: string): Group {
  if (!call.app.settings.counters) refuse(10059, "counters are not part of this app's plan");
  const group = existing(call, groupId);
  if (!TYPE_RULES[group.type].counters) refuse(10007, `counters are not supported by ${group.type} groups`);
  return group;
}

function answer(counters: readonly (readonly [string, bigint])[]): { readonly GroupCounter: readonly object[] } {
  return { GroupCounter: counters.map(([Key, Value]) => ({ Key, Value })) };
}
