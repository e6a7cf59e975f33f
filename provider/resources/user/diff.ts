import type { Profile, ProfileChanges } from "../../../chat";
import type { ProfileFields } from "./types";

/**
 * The value of a field that was never set, which the service omits, and the value to write when a field is no longer
 * declared. Whether that clears a field is not documented: what was written is read back.
 */
const empty = {
  nick: "",
  faceUrl: "",
  gender: "Unknown",
  birthday: 0,
  location: "",
  selfSignature: "",
  // The default is the app's: the last value stays.
  allowType: undefined,
  language: 0,
  level: 0,
  role: 0,
  adminForbidType: "None",
} as const satisfies Readonly<Record<keyof ProfileFields, string | number | undefined>>;

type Field = keyof ProfileFields;

export const profileFields = Object.keys(empty) as readonly Field[];

/** A profile of the client, or the known part of it. */
type Known = { readonly [F in Field]?: Profile[F] | undefined };

/** Returns what differs between a profile and its declaration; undefined if nothing does. */
export function changesOf(declared: ProfileFields, before: ProfileFields, actual: Known): ProfileChanges | undefined {
  const desired = toProfile(declared);
  const changes = profileFields.flatMap((field) => {
    const value = desired[field] ?? (before[field] === undefined ? undefined : empty[field]);
    return value === undefined || value === (actual[field] ?? empty[field]) ? [] : [[field, value]];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/**
 * Returns the fields that someone has set and this would overwrite. A value that the app may have set for all users
 * does not count.
 *
 * @param before the previously declared profile, whose fields are our own
 */
export function conflictsOf(declared: ProfileFields, before: ProfileFields, actual: Known): readonly string[] {
  const desired = toProfile(declared);
  return profileFields.filter((field) => {
    const value = actual[field] ?? empty[field];
    const isSet = field !== "allowType" && before[field] === undefined && value !== empty[field];
    return isSet && desired[field] !== undefined && desired[field] !== value;
  });
}

/** Keeps fields that are no longer declared but may still be set: without them in the state, they would never be cleared. */
export function withRemovedFields<I extends ProfileFields>(inputs: I, before: ProfileFields): I {
  const removed = profileFields.filter((field) => inputs[field] === undefined && before[field] !== undefined);
  return { ...inputs, ...Object.fromEntries(removed.map((field) => [field, before[field]])) };
}

/** Returns the inputs with the actual values of the profile. */
export function observedInputs<I extends ProfileFields>(known: I, actual: Known): I {
  const declared = profileFields.filter((field) => known[field] !== undefined);
  const values = declared.map((field) => {
    const value = actual[field] ?? empty[field];
    return [field, field === "birthday" ? dateOf(Number(value)) : value];
  });
  return { ...known, ...Object.fromEntries(values) };
}

/** Returns the fields that a program has to declare for an existing user. The default of allowType is the app's: it is left to the service. */
export function discoveredFields(actual: Known, declarable: readonly Field[]): ProfileFields {
  const set = declarable.filter((field) => field !== "allowType" && (actual[field] ?? empty[field]) !== empty[field]);
  return observedInputs(Object.fromEntries(set.map((field) => [field, ""])), actual);
}

export function toProfile({ birthday, ...fields }: ProfileFields): Known {
  return { ...fields, ...(birthday !== undefined && { birthday: numberOf(birthday) }) };
}

/** The service stores a date as a number, such as 19991231. */
function numberOf(date: string): number {
  return Number(date.replaceAll("-", ""));
}

function dateOf(number: number): string {
  return String(number).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
}
