import { isDeepStrictEqual } from "node:util";
import { InvalidField, isObject, type JsonObject, type Rule, type Shape } from "./shape";

/**
 * Older names of fields and filter entries, from earlier documentation and from clients in use, with the current names.
 * Whether the service still accepts them is unconfirmed.
 */
export const OLDER_NAMES: Readonly<Record<string, string>> = {
  ShutUpTime: "MuteTime",
  ShutUpUntil: "MuteUntil",
  ShutUpAllMember: "MuteAllMember",
  Identifier: "UserID",
  // In get_appid_group_list and get_joined_group_list.
  Type: "GroupType",
};

/**
 * Fields that have no effect for a certain value of another field, but that clients send, such as Tencent's own web and
 * Java code. Whether the service refuses or ignores them is unconfirmed: strict mode refuses.
 */
const WITHOUT_EFFECT = [{ field: "ApplyJoinOption", beside: "Type", is: "AVChatRoom" }] as const;

/**
 * Translates a request into one that strict mode accepts: replaces older names by current ones; removes unknown fields,
 * nulls, and empty strings, empty lists and 0 in optional fields. Everything else is unchanged and checked by the rule.
 *
 * @throws InvalidField if an older and the current name are both given with different values
 */
export function toStrict(value: unknown, { inside }: Rule<unknown>): unknown {
  if (inside === undefined) return value;
  if ("shape" in inside) return isObject(value) ? fieldsOf(value, inside.shape) : value;
  if (!Array.isArray(value)) return value;
  if ("entry" in inside) return value.map((entry) => toStrict(entry, inside.entry));
  const known = (name: string) => inside.names.includes(name);
  return value
    .map((item) => (typeof item === "string" ? currentName(item, known) : item))
    .filter((item) => item !== "");
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

/** Returns the current name of a field or filter entry; an empty string if it is unknown. */
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
  return new InvalidField(`${older} is an older name of ${current}, but their values differ`);
}
