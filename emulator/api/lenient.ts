import { isDeepStrictEqual } from "node:util";
import { InvalidField, isObject, type JsonObject, type Rule, type Shape } from "./shape";

/**
 * Names of fields, and of what a filter asks for, on earlier pages and in clients that people use: what each is called
 * today. Whether the service still takes them is unconfirmed.
 */
export const OLDER_NAMES: Readonly<Record<string, string>> = {
  ShutUpTime: "MuteTime",
  ShutUpUntil: "MuteUntil",
  ShutUpAllMember: "MuteAllMember",
  Identifier: "UserID",
  // Of get_appid_group_list and get_joined_group_list.
  Type: "GroupType",
};

/**
 * Fields that have no effect beside what another field says, and that clients send nevertheless: web and Java code of
 * Tencent's own does. Whether the service refuses or ignores them is unconfirmed: strict mode refuses.
 */
const WITHOUT_EFFECT = [{ field: "ApplyJoinOption", beside: "Type", is: "AVChatRoom" }] as const;

/**
 * The request as strict mode takes it, for a client that sends more than the pages say: older names become those of today,
 * unknown ones go, and so does a null, and an empty text, list or 0 where the field may be left out. All else is as given,
 * so that the rule judges it.
 *
 * @throws InvalidField where an older name and that of today are both given, and differ
 */
export function toStrict(value: unknown, { inside }: Rule<unknown>): unknown {
  if (inside === undefined) return value;
  if ("shape" in inside) return isObject(value) ? fieldsOf(value, inside.shape) : value;
  if (!Array.isArray(value)) return value;
  if ("entry" in inside) return value.map((entry) => toStrict(entry, inside.entry));
  const known = (name: string) => inside.names.includes(name);
  return value
    .map((name) => (typeof name === "string" ? currentName(name, known) : name))
    .filter((name) => name !== "");
}

function fieldsOf(given: JsonObject, shape: Shape): JsonObject {
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries(given)) {
    const current = currentName(name, (known) => Object.hasOwn(shape, known));
    const field = shape[current];
    if (field === undefined || value === null || isWithoutEffect(name, given)) continue;
    if (fields.has(current) && !isDeepStrictEqual(fields.get(current), value)) throw conflictingNames(current);
    if (typeof field === "function") fields.set(current, toStrict(value, field));
    else if (field.keepsEmpty || !isEmpty(value)) fields.set(current, toStrict(value, field.optional));
  }
  return Object.fromEntries(fields);
}

/** What is known under this name, or is today of what had it; empty where nothing is. */
function currentName(name: string, isKnown: (name: string) => boolean): string {
  if (isKnown(name)) return name;
  const current = Object.hasOwn(OLDER_NAMES, name) ? OLDER_NAMES[name] : undefined;
  return current !== undefined && isKnown(current) ? current : "";
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === 0 || (Array.isArray(value) && value.length === 0);
}

function isWithoutEffect(name: string, given: JsonObject): boolean {
  return WITHOUT_EFFECT.some(({ field, beside, is }) => field === name && given[beside] === is);
}

function conflictingNames(current: string): InvalidField {
  const older = Object.keys(OLDER_NAMES).find((name) => OLDER_NAMES[name] === current);
  return new InvalidField(`${older} is an older name of ${current}, and the two differ`);
}
