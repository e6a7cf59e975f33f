import { InvalidArgumentError } from "commander";
import { isStackPattern } from "../provider/inventory/groupFilter";
import { identityText, isIdentity } from "../provider/ownership/owner";
import { durationText, parseDuration } from "../provider/validation/duration";

/** Parses a whole number within a range. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** Parses text that is not empty. */
export function nonEmpty(text: string): string {
  if (text === "") throw new InvalidArgumentError("It must not be empty.");
  return text;
}

/** Collects the values of a repeatable option. */
export function repeatable(parse: (text: string) => string = nonEmpty) {
  return (text: string, previous: readonly string[] = []): readonly string[] => [...previous, parse(text)];
}

/** Parses a duration into seconds. */
export function duration(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) throw new InvalidArgumentError(`It must be ${durationText}.`);
  return seconds;
}

/** Parses `organization/project/stack`, in which `*` stands for any text. */
export function stackPattern(text: string): string {
  if (!isStackPattern(text)) throw new InvalidArgumentError("It must be organization/project/stack.");
  return text;
}

/** Parses the full name of one stack. */
export function stackName(text: string): string {
  if (text.includes("*")) throw new InvalidArgumentError("It must be one stack, not a pattern.");
  return stackPattern(text);
}

export function identity(text: string): string {
  if (!isIdentity(text)) throw new InvalidArgumentError(`It must be ${identityText}.`);
  return text;
}
