const KEY = /^[A-Za-z_][A-Za-z0-9_]{0,15}$/;
const FORM = "a key has 1 to 16 letters, digits or _, and does not start with a digit";

/** The kinds of custom fields that an app declares in the console, by the name of the option with their keys. */
const KINDS = {
  /** Docs 33529 and 34419. */
  customFieldKeys: { max: 10, key: KEY, form: FORM },
  /** Doc 33529. That the keys have the same form as above is inferred. */
  memberCustomFieldKeys: { max: 5, key: KEY, form: FORM },
  /** Doc 34916. */
  profileCustomFieldKeys: { max: 20, key: /^[A-Za-z]{1,8}$/, form: "a key has 1 to 8 letters" },
} as const;

export type FieldKind = keyof typeof KINDS;
const FIELD_KINDS = Object.keys(KINDS) as readonly FieldKind[];

/** The declared keys of an app, by kind. */
export type FieldKeys = { readonly [K in FieldKind]?: readonly string[] | undefined };

/** Returns how many custom fields of a kind an app can declare, and so how many a call can name. */
export function maxFields(kind: FieldKind): number {
  return KINDS[kind].max;
}

/** Returns why an app can't declare these keys: the kind, and a problem that follows the kind's name in a message. */
export function fieldKeyProblem(keys: FieldKeys): { readonly kind: FieldKind; readonly problem: string } | undefined {
  for (const kind of FIELD_KINDS) {
    const problem = problemOf(kind, keys);
    if (problem !== undefined) return { kind, problem };
  }
  return undefined;
}

function problemOf(kind: FieldKind, all: FieldKeys): string | undefined {
  const keys = all[kind] ?? [];
  const { max, key, form } = KINDS[kind];
  if (keys.length > max) return `names ${keys.length} keys, at most ${max} are allowed`;
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
