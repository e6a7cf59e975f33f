import path from "node:path";
import { parseArgs } from "node:util";
import { contenders } from "./contenders";
import type { Selection } from "./plan";
import { recordFile } from "./results";

export interface Flags {
  readonly selection: Selection;
  /** Keep what the file has already, and take only what is missing. */
  readonly resume: boolean;
  /** Where the results are written. Undefined: nowhere. */
  readonly file: string | undefined;
}

/** Reads the flags of `npm run bench`. A run of a part is only shown, unless it continues the record or names a file. */
export function readFlags(args: readonly string[]): Flags {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ sizes: text, rounds: text, contenders: text, parallel: text, checkpoints: text },
      ...{ resume: { type: "boolean", default: false }, out: text },
    },
  });
  const { rounds } = values;
  const selection: Selection = {
    sizes: list(values.sizes)?.map((size) => wholeNumber("--sizes", size)),
    parallel: list(values.parallel)?.map((width) => wholeNumber("--parallel", width)),
    contenders: list(values.contenders)?.map((key) =>
      oneOf(
        "--contenders",
        key,
        contenders.map((each) => each.key),
      ),
    ),
    checkpoints: list(values.checkpoints)?.map((text) => oneOf("--checkpoints", text, ["on", "off"]) === "on"),
    rounds: rounds === undefined ? undefined : wholeNumber("--rounds", rounds),
  };
  const isWhole = Object.values(selection).every((part) => part === undefined);
  const record = isWhole || values.resume ? recordFile : undefined;
  return { selection, resume: values.resume, file: values.out === undefined ? record : path.resolve(values.out) };
}

function list(value: string | undefined): string[] | undefined {
  return value?.split(",");
}

function wholeNumber(flag: string, value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`${flag} takes whole numbers, 1 or more; given: ${value}`);
  return number;
}

function oneOf(flag: string, value: string, allowed: readonly string[]): string {
  if (!allowed.includes(value)) throw new Error(`${flag} takes ${allowed.join(", ")}; given: ${value}`);
  return value;
}
