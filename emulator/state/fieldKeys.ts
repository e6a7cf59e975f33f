const KEY = /^[A-Za-z_][A-Za-z0-9_]{0,15}$/;
const FORM = "a key has 1 to 16 letters, digits or _, and does not start with a digit";

/** The custom fields that an app declares in the console, by the options that hold their keys. */
const KINDS = {
  /** Docs 33529 and 34419. */
  customFieldKeys: { most: 10, key: KEY, form: FORM },
  /** Doc 33529; that their keys have the form of those above is inferred. */
  memberCustomFieldKeys: { most: 5, key: KEY, form: FORM },
  /** Doc 34916. */
  profileCustomFieldKeys: { most: 20, key: /^[A-Za-z]{1,8}$/, form: "a key has 1 to 8 letters" },
} as const;

export type FieldKind = keyof typeof KINDS;
const FIELD_KINDS = Object.keys(KINDS) as readonly FieldKind[];

/** The keys that an app declares, of each kind. */
export type FieldKeys = { readonly [K in FieldKind]?: readonly string[] | undefined };

/** How many custom fields of a kind an app can have, and so how many a call can name. */
export function mostFields(kind: FieldKind): number {
  return KINDS[kind].most;
}

/** Why an app can't declare these keys: the kind, and what is wrong, to be read after the kind's name. */
export function fieldKeyProblem(keys: FieldKeys): { readonly kind: FieldKind; readonly problem: string } | undefined {
  for (const kind of FIELD_KINDS) {
    const problem = problemOf(kind, keys);
    if (problem !== undefined) return { kind, problem };
  }
  return undefined;
}

function problemOf(kind: FieldKind, all: FieldKeys): string | undefined {
  const keys = all[kind] ?? [];
  const { most, key, form } = KINDS[kind];
  if (keys.length > most) return `names ${keys.length} keys, at most ${most} are allowed`;
  const malformed = keys.find((name) => !key.test(name));
  if (malformed !== undefined) return `names the key ${JSON.stringify(malformed)}: ${form}`;
  const twice = keys.find((name, index) => keys.indexOf(name) !== index);
  if (twice !== undefined) return `names the key ${twice} twice`;
  // A group's and a member's field may not have the same key (doc 33529).
  const shared = kind === "memberCustomFieldKeys" && keys.find((name) => all.customFieldKeys?.includes(name));
  return shared
    ? `names the key ${shared}, which is declared for groups as well: each key is for one of the two`
    : undefined;
}
