import { stackMatcher } from "../../../provider/inventory/groupFilter";
import type { WebhookEvent } from "./events";
import type { Ownership } from "./owners";

/** What is printed for one event (docs/guides/webhooks.md). */
export interface EventLine {
  readonly event: string;
  readonly change: string;
  readonly groupId?: string;
  /** ISO 8601. */
  readonly time: string;
  readonly managed: boolean | "unknown";
  readonly stack?: string;
  readonly resource?: string;
  readonly identity?: string;
  /** Present if the owner is known from an earlier reading, and the mark is not valid any more. */
  readonly ownerMark?: string;
  readonly platform?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface LineFilter {
  readonly stack?: string;
  readonly identity?: string;
  /** Whether groups of nobody, and accounts, are reported as well. */
  readonly all: boolean;
}

export function lineOf(
  { event, change, groupId, time, platform, details }: WebhookEvent,
  ownership: Ownership,
): EventLine {
  return {
    event,
    change,
    ...(groupId !== undefined && { groupId }),
    time: new Date(time).toISOString(),
    managed: ownership.managed,
    ...(ownership.managed === true && ownerFields(ownership)),
    ...(platform !== undefined && { platform }),
    details,
  };
}

function ownerFields({ owner, ownerMark }: Ownership & { readonly managed: true }) {
  const { stack, name: resource, identity } = owner;
  return { stack, resource, identity, ...(ownerMark !== "marked" && { ownerMark }) };
}

/** Whether an event is reported. Of an unknown owner, it is unless a stack or an identity is asked for. */
export function isReported(line: EventLine, { stack, identity, all }: LineFilter): boolean {
  if (stack !== undefined && (line.stack === undefined || !stackMatcher(stack)(line.stack))) return false;
  if (identity !== undefined && line.identity !== identity) return false;
  if (all || line.managed === true) return true;
  // Accounts carry no mark.
  return line.managed === "unknown" && line.change !== "accountProfile";
}

/** One line of JSON. Users choose names: letters that a terminal or a line reader could act on are escaped. */
export function jsonLine(line: EventLine): string {
  const json = JSON.stringify(line);
  return `${json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)}\n`;
}

function escaped(letter: string): string {
  return letter
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
