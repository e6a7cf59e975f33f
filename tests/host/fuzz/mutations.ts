import fc from "fast-check";

/** JSON numbers that JavaScript cannot represent exactly, inserted as raw text. */
const RAW_NUMBERS = ["1e999", "-1e999", "123456789012345678901234567890", "0.1e-400"] as const;
const RAW = "\u0001raw:";

/** The change of the parsed answer at the selected node, or of its text. */
type Change =
  | { readonly kind: "drop" }
  | { readonly kind: "add"; readonly name: string; readonly value: unknown }
  | { readonly kind: "retype"; readonly values: readonly unknown[] }
  | { readonly kind: "huge"; readonly bytes: number }
  | { readonly kind: "deep"; readonly depth: number }
  | { readonly kind: "repeat"; readonly times: number }
  | { readonly kind: "cut"; readonly share: number }
  | { readonly kind: "text"; readonly text: string };

/** Which answers are changed, and how. */
export interface Mutation {
  readonly api: string;
  /** How many answers of the API come first. */
  readonly skip: number;
  readonly times: number;
  /** Selects a node of the answer: an index over all nodes, modulo their number. */
  readonly nodeIndex: number;
  readonly change: Change;
}

/** Names that have a special meaning on every object. */
const prototypeNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "toJSON",
] as const;

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>({ kind: "drop" }),
  fc.record({
    kind: fc.constant("add" as const),
    name: fc.oneof(fc.constantFrom(...prototypeNames), fc.string()),
    value: fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant({ polluted: true })),
  }),
  // One of each type: the value is always of another type than the original, so it can't be a valid answer.
  fc.record({
    kind: fc.constant("retype" as const),
    values: fc.shuffledSubarray<unknown>(["text", 7, true, null, [], {}, ...RAW_NUMBERS.map((text) => RAW + text)], {
      minLength: 8,
    }),
  }),
  fc.record({ kind: fc.constant("huge" as const), bytes: fc.integer({ min: 100_000, max: 4_000_000 }) }),
  fc.record({ kind: fc.constant("deep" as const), depth: fc.integer({ min: 100, max: 200_000 }) }),
  fc.record({ kind: fc.constant("repeat" as const), times: fc.integer({ min: 2, max: 5000 }) }),
  fc.record({ kind: fc.constant("cut" as const), share: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
  fc.record({ kind: fc.constant("text" as const), text: fc.string({ unit: "binary", maxLength: 200 }) }),
);

export function mutations(apis: readonly string[]): fc.Arbitrary<Mutation> {
  return fc.record({
    api: fc.constantFrom(...apis),
    skip: fc.integer({ min: 0, max: 2 }),
    times: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.constant(Number.POSITIVE_INFINITY)),
    nodeIndex: fc.nat(60),
    change: changes,
  });
}

/** The mutated text of an answer. If the mutation does not apply to the node, the answer is unchanged. */
export function mutated(answer: string, { nodeIndex, change }: Mutation): string {
  if (change.kind === "text") return change.text;
  if (change.kind === "cut") return answer.slice(0, Math.floor(answer.length * change.share));
  const parsed: unknown = JSON.parse(answer);
  const nodes = nodesIn(parsed);
  const picked = nodes[nodeIndex % nodes.length];
  if (picked === undefined) return answer;
  if (change.kind === "deep") {
    const [open, close] = nodeIndex % 2 === 0 ? ["[", "]"] : ['{"a":', "}"];
    const nested = `${open.repeat(change.depth)}1${close.repeat(change.depth)}`;
    picked.holder[picked.key] = `${RAW}${nested}`;
  } else apply(change, picked);
  return JSON.stringify(parsed).replace(/"\\u0001raw:((?:[^"\\]|\\.)*)"/g, (_, raw: string) => JSON.parse(`"${raw}"`));
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every property and every element of the answer, at any depth. */
function nodesIn(value: unknown): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...nodesIn(holder[key])]);
}

function apply(change: Change, { holder, key }: Place): void {
  const value = holder[key];
  if (change.kind === "drop") remove(holder, key);
  else if (change.kind === "retype") holder[key] = change.values.find((other) => typeOf(other) !== typeOf(value));
  else if (change.kind === "huge") holder[key] = typeof value === "string" ? "x".repeat(change.bytes) : value;
  else if (change.kind === "repeat" && Array.isArray(value)) holder[key] = repeated(value, change.times);
  // An own property even where the name is __proto__.
  else if (change.kind === "add" && !Object.hasOwn(holder, change.name))
    Object.defineProperty(holder, change.name, { value: change.value, enumerable: true, configurable: true });
}

function remove(holder: Record<string, unknown>, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function repeated(items: readonly unknown[], times: number): readonly unknown[] {
  return Array.from({ length: times }, () => items).flat();
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
