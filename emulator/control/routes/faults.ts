import {
  InvalidField,
  integer,
  isObject,
  list,
  object,
  oneOf,
  optional,
  type Rule,
  record,
  text,
  uint32,
} from "../../api/shape";
import type { Fault, FaultRule } from "../../faults/fault";
import type { FaultHandle } from "../../faults/plan";
import { ControlError } from "../controlError";
import { param } from "../pathParameters";
import { route } from "../route";

const when = oneOf("before", "after");
const anything: Rule<unknown> = (value) => value;
/** A value that HTTP allows in a header. Node refuses others only when the fault hits. */
const headerValue: Rule<string> = (value, at) => {
  const given = text()(value, at);
  if (!/^[\t\x20-\x7e]*$/.test(given)) throw new InvalidField(`${at} must have printable ASCII characters only`);
  return given;
};
const names: Rule<string | readonly string[]> = (value, at) =>
  Array.isArray(value) ? list(text())(value, at) : text()(value, at);

/** The fields of each kind of fault (docs/emulator.md). */
const KINDS: { readonly [K in Fault["kind"]]: Rule<object> } = {
  errorCode: object({
    kind: oneOf("errorCode"),
    code: uint32,
    info: optional(text()),
    effect: optional(oneOf("before", "none")),
  }),
  http: object({
    kind: oneOf("http"),
    status: integer(200, 599),
    body: optional(text()),
    contentType: optional(headerValue),
    when,
  }),
  body: object({ kind: oneOf("body"), body: text(), when }),
  delay: object({ kind: oneOf("delay"), ms: integer(0, 3_600_000) }),
  reset: object({ kind: oneOf("reset"), when }),
  hang: object({ kind: oneOf("hang"), when }),
  halfAnswer: object({ kind: oneOf("halfAnswer"), when }),
  rewrite: object({
    kind: oneOf("rewrite"),
    omit: optional(names),
    set: optional(record(anything)),
    when: optional(when),
  }),
  lag: object({ kind: oneOf("lag") }),
};

const fault: Rule<Fault> = (value, at) => {
  const kind = isObject(value) ? value.kind : undefined;
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind))
    throw new InvalidField(`${at}.kind must be one of ${Object.keys(KINDS).join(", ")}`);
  return KINDS[kind as Fault["kind"]](value, at) as Fault;
};

/** JSON has no Infinity. */
const times: Rule<number> = (value, at) =>
  value === "all" ? Number.POSITIVE_INFINITY : integer(1, Number.MAX_SAFE_INTEGER)(value, at);

/** The planned faults. */
export const faultRoutes = [
  route(
    {
      method: "GET",
      path: "/faults",
      summary: "The rules of faults, with how often each has hit.",
    },
    ({ emulator }) => ({ faults: emulator.faults.rules.map(jsonOf) }),
  ),
  route(
    {
      method: "POST",
      path: "/faults",
      summary: 'Adds a rule: which calls fail, and how. `times: "all"` has no end.',
      body: object({
        api: optional(text()),
        groupId: optional(text()),
        account: optional(text()),
        sdkAppId: optional(integer(1, Number.MAX_SAFE_INTEGER)),
        skip: optional(integer(0, Number.MAX_SAFE_INTEGER)),
        times: optional(times),
        fault,
      }),
    },
    ({ emulator, body }) => jsonOf(emulator.faults.add(body as FaultRule)),
  ),
  route(
    {
      method: "DELETE",
      path: "/faults/:id",
      summary: "Removes a rule. Past effects remain.",
    },
    ({ emulator, params }) => {
      const id = param(params, "id");
      const found = emulator.faults.rules.find((rule) => String(rule.id) === id);
      if (found === undefined) throw new ControlError(404, `there is no fault ${id.slice(0, 20)}`);
      found.remove();
    },
  ),
  route(
    {
      method: "DELETE",
      path: "/faults",
      summary: "Removes all rules.",
    },
    ({ emulator }) => emulator.faults.clear(),
  ),
];

function jsonOf({ id, rule, hits, remaining }: FaultHandle): object {
  const count = (value: number) => (value === Number.POSITIVE_INFINITY ? "all" : value);
  return { id, ...rule, times: count(rule.times ?? 1), hits, remaining: count(remaining) };
}
