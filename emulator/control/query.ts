import { type Body, boolean, InvalidField, optional, type Rule } from "../api/shape";
import type { Page } from "../handle/page";

/** An integer in a query. */
export function number(min: number, max: number): Rule<number> {
  return (value, at) => {
    const given = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(given >= min && given <= max)) throw new InvalidField(`${at} must be an integer from ${min} to ${max}`);
    return given;
  };
}

/** A boolean in a query. */
export const flag: Rule<boolean> = (value, at) =>
  boolean(value === "true" ? true : value === "false" ? false : value, at);

/** How many entries of a list to answer. */
export const LIMIT = { limit: optional(number(1, 1000)) };
export const DEFAULT_LIMIT = 100;

/** Which part of a list to answer. */
export const PAGE = { offset: optional(number(0, Number.MAX_SAFE_INTEGER)), ...LIMIT };

export function pageIn({ offset = 0, limit = DEFAULT_LIMIT }: Body<typeof PAGE>): Page {
  return { offset, limit };
}
