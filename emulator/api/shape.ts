import { ApiError } from "../wire/answer";

/** An unchecked JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Checks one value and returns it typed, or throws InvalidField. `at` is the value's path, e.g. `MemberList[0].Role`. */
export interface Rule<T> {
  (value: unknown, at: string): T;
  /** The structure of the value, for lenient mode; undefined for a simple value. */
  readonly inside?: Structure;
}

/** The fields of an object, the entries of a list, or the names that a filter may list. */
type Structure = { readonly shape: Shape } | { readonly entry: Rule<unknown> } | { readonly names: readonly string[] };

/** A field that may be omitted. It may not be null. */
export interface Optional<T> {
  readonly optional: Rule<T>;
  /** Whether an empty value differs from an omitted one. Lenient mode keeps it then. */
  readonly keepsEmpty: boolean;
}

/** The fields of a JSON object. Others are refused: the service's behaviour is not documented. */
export type Shape = Readonly<Record<string, Rule<unknown> | Optional<unknown>>>;

type ValueOf<F> = F extends Optional<infer T> ? T : F extends Rule<infer T> ? T : never;

/** The type of an object that matches a shape. */
export type Body<S extends Shape> = {
  readonly [K in keyof S as S[K] extends Optional<unknown> ? never : K]: ValueOf<S[K]>;
} & {
  readonly [K in keyof S as S[K] extends Optional<unknown> ? K : never]?: ValueOf<S[K]>;
};

/** An invalid field. The ErrorCode is the endpoint's, unless the rule has its own. */
export class InvalidField extends Error {
  override readonly name = "InvalidField";

  constructor(
    message: string,
    readonly code?: number,
  ) {
    super(message);
  }

  /** Returns the refusal, for an endpoint that answers `code` to invalid fields. */
  toApiError(code: number): ApiError {
    return new ApiError(this.code ?? code, this.message);
  }
}

export function optional<T>(rule: Rule<T>): Optional<T> {
  return { optional: rule, keepsEmpty: false };
}

/** A field that may be omitted. An empty value has its own meaning: it clears a text, or ends a mute. */
export function optionalOrEmpty<T>(rule: Rule<T>): Optional<T> {
  return { optional: rule, keepsEmpty: true };
}

export function object<S extends Shape>(shape: S): Rule<Body<S>> {
  const names = new Set(Object.keys(shape));
  const rule: Rule<Body<S>> = (value, at) => {
    if (!isObject(value)) throw new InvalidField(`${at || "the body"} must be an object`);
    const prefix = at === "" ? "" : `${at}.`;
    for (const name of Object.keys(value))
      if (!names.has(name)) throw new InvalidField(`unknown field ${prefix}${name.slice(0, 64)}`);
    const read: [string, unknown][] = [];
    for (const [name, field] of Object.entries(shape)) {
      const isPresent = Object.hasOwn(value, name);
      if (isPresent) read.push([name, ruleOf(field)(value[name], prefix + name)]);
      else if (typeof field === "function") throw new InvalidField(`${prefix}${name} is missing`);
    }
    return Object.fromEntries(read) as Body<S>;
  };
  return Object.assign(rule, { inside: { shape } });
}

/** The same rule with this ErrorCode for an invalid value. A code that the rule itself names stays. */
export function withCode<T>(code: number | undefined, rule: Rule<T>): Rule<T> {
  return (value, at) => {
    try {
      return rule(value, at);
    } catch (error) {
      throw error instanceof InvalidField ? new InvalidField(error.message, error.code ?? code) : error;
    }
  };
}

/** A string of at least `min` (default 0) and at most `max` bytes of UTF-8. */
export function text(limits: { min?: number; max?: number; code?: number } = {}): Rule<string> {
  return (value, at) => {
    if (typeof value !== "string") throw new InvalidField(`${at} must be a string`);
    const bytes = Buffer.byteLength(value);
    if (limits.min !== undefined && bytes < limits.min) throw new InvalidField(`${at} is empty`);
    if (limits.max !== undefined && bytes > limits.max)
      throw new InvalidField(`${at} is too long: ${bytes} bytes of UTF-8, at most ${limits.max}`, limits.code);
    return value;
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Rule<T> {
  return (value, at) => {
    const found = values.find((allowed) => allowed === value);
    if (found === undefined) throw new InvalidField(`${at} must be one of ${values.join(", ")}`);
    return found;
  };
}

export function integer(min: number, max: number): Rule<number> {
  return (value, at) => {
    const isInteger = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    if (!isInteger) throw new InvalidField(`${at} must be an integer`);
    if (typeof value === "bigint" || value < min || value > max)
      throw new InvalidField(`${at} must be from ${min} to ${max}`);
    return value;
  };
}

export const MAX_UINT32 = 2 ** 32 - 1;

/** An unsigned 32-bit integer, such as a number of seconds. */
export const uint32 = integer(0, MAX_UINT32);
export const positiveUint32 = integer(1, MAX_UINT32);

/** A signed 64-bit integer. Beyond 2^53 it is parsed as a bigint. */
export const int64: Rule<bigint> = (value, at) => {
  const isExact = typeof value === "bigint" || Number.isSafeInteger(value);
  if (!isExact) throw new InvalidField(`${at} must be an integer`);
  const exact = BigInt(value as bigint | number);
  if (BigInt.asIntN(64, exact) !== exact) throw new InvalidField(`${at} must be a signed 64-bit integer`);
  return exact;
};

export function list<T>(of: Rule<T>, size: { min?: number; max?: number; code?: number } = {}): Rule<readonly T[]> {
  const rule: Rule<readonly T[]> = (value, at) => {
    if (!Array.isArray(value)) throw new InvalidField(`${at} must be an array`);
    if (size.min !== undefined && value.length < size.min) throw new InvalidField(`${at} is empty`);
    if (size.max !== undefined && value.length > size.max)
      throw new InvalidField(`${at} has ${value.length} entries, at most ${size.max} are allowed`, size.code);
    return value.map((entry, index) => of(entry, `${at}[${index}]`));
  };
  return Object.assign(rule, { inside: { entry: of } });
}

/** A value of a profile's tag. */
export const stringOrInteger: Rule<string | number> = (value, at) => {
  if (typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value))) return value;
  throw new InvalidField(`${at} must be a string or an integer`);
};

/** A boolean in JSON. */
export const boolean: Rule<boolean> = (value, at) => {
  if (typeof value !== "boolean") throw new InvalidField(`${at} must be true or false`);
  return value;
};

/** An object whose keys are free and whose values all meet one rule. */
export function record<T>(of: Rule<T>): Rule<Readonly<Record<string, T>>> {
  return (value, at) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new InvalidField(`${at || "the body"} must be an object`);
    const prefix = at === "" ? "" : `${at}.`;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, of(entry, prefix + key)]));
  };
}

/** Allows null as well, which removes what it stands for. */
export function orNull<T>(rule: Rule<T>): Rule<T | null> {
  return (value, at) => (value === null ? null : rule(value, at));
}

/** A filter: a list of any of these names. */
export function filterOf<const T extends string>(...names: readonly T[]): Rule<readonly T[]> {
  const rule = list(oneOf(...names));
  return Object.assign(rule, { inside: { names } });
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ruleOf(field: Rule<unknown> | Optional<unknown>): Rule<unknown> {
  return typeof field === "function" ? field : field.optional;
}
