import type { Profile, ProfileChanges } from "../../../chat";
import type { ProfileFields } from "./types";

/**
 * What a field has that was never set, which the service leaves out of its answer, and what leaving it out of a program that
 * had it writes. Whether that clears a field no page says: what was written is read again.
 */
const empty = {
  nick: "",
  faceUrl: "",
  gender: "Unknown",
  birthday: 0,
  location: "",
  selfSignature: "",
  // The default is the app's: what was set last stays.
  allowType: undefined,
  language: 0,
  level: 0,
  role: 0,
  adminForbidType: "None",
} as const satisfies Readonly<Record<keyof ProfileFields, string | number | undefined>>;

type Field = keyof ProfileFields;

export const profileFields = Object.keys(empty) as readonly Field[];

/** A profile as the client has it, or as much of it as is known. */
type Known = { readonly [F in Field]?: Profile[F] | undefined };

/** What differs between a profile and its program; undefined: nothing. */
export function changesOf(declared: ProfileFields, before: ProfileFields, actual: Known): ProfileChanges | undefined {
  const wanted = toProfile(declared);
  const changes = profileFields.flatMap((field) => {
    const value = wanted[field] ?? (before[field] === undefined ? undefined : empty[field]);
    return value === undefined || value === (actual[field] ?? empty[field]) ? [] : [[field, value]];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/**
 * What the program would overwrite that somebody has set. What the app may have set for everybody is nobody's.
 *
 * @param before what the program said until now: that is its own
 */
export function conflictsOf(declared: ProfileFields, before: ProfileFields, actual: Known): readonly string[] {
  const wanted = toProfile(declared);
  return profileFields.filter((field) => {
    const value = actual[field] ?? empty[field];
    const isSet = field !== "allowType" && before[field] === undefined && value !== empty[field];
    return isSet && wanted[field] !== undefined && wanted[field] !== value;
  });
}

/** What the program has dropped and the profile may still have: forgotten, it would never be cleared. */
export function withRemovedFields<I extends ProfileFields>(inputs: I, before: ProfileFields): I {
  const dropped = profileFields.filter((field) => inputs[field] === undefined && before[field] !== undefined);
  return { ...inputs, ...Object.fromEntries(dropped.map((field) => [field, before[field]])) };
}

/** The declared inputs with what the profile really has in their place. */
export function observedInputs<I extends ProfileFields>(known: I, actual: Known): I {
  const declared = profileFields.filter((field) => known[field] !== undefined);
  const values = declared.map((field) => {
    const value = actual[field] ?? empty[field];
    return [field, field === "birthday" ? dateOf(Number(value)) : value];
  });
  return { ...known, ...Object.fromEntries(values) };
}

export function toProfile({ birthday, ...fields }: ProfileFields): Known {
  return { ...fields, ...(birthday !== undefined && { birthday: numberOf(birthday) }) };
}

/** The service keeps a date as a number, such as 19991231. */
function numberOf(date: string): number {
  return Number(date.replaceAll("-", ""));
}

function dateOf(number: number): string {
  return String(number).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
}
