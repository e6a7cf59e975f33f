import { type CallOptions, ChatError, describeCode } from "../../../chat";
import { type Check, ok, problem, skippedAfter, warning } from "./check";
import type { Target } from "./settings";

/** How many groups are looked at for the features of the plan: one call reads them all (doc 34961). */
const sampleSize = 50;

/** The free plan's number of groups (doc 34381). */
const freeGroups = 100;

export interface Access {
  readonly checks: readonly Check[];
  /** Undefined if the service refused. */
  readonly groupIds: readonly string[] | undefined;
  readonly total: number;
}

/** Makes one cheap signed call: whether key and admin work, whether the clocks agree, and how many groups there are. */
export async function checkAccess({ client, transport, settings }: Target): Promise<Access> {
  const call: CallOptions = {};
  try {
    const { groupIds, total } = await client.groups.list({ limit: sampleSize }, call);
    const access = ok("access", `the service accepts key and admin ${settings.adminUserId}`);
    return { checks: [clockCheck(transport.aheadMs, false), access, quotaCheck(total)], groupIds, total };
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    const isRefused = error.errorClass === "authentication";
    const checks = [clockCheck(transport.aheadMs, isRefused), problem("access", textOf(error), error.advice)];
    return { checks: [...checks, skippedAfter("groups", "access")], groupIds: undefined, total: 0 };
  }
}

/** The code, the service's own words and what they mean. */
export function textOf({ api, code, info }: ChatError): string {
  return code === undefined ? `${api}: ${info}` : `${api}: ${code} "${info}", ${describeCode(code, api).meaning}`;
}

/** Further off than this, expiry times and signatures are wrong by a noticeable time. */
const warnMs = 60_000;
const failMs = 300_000;

function clockCheck(aheadMs: number | undefined, isRefused: boolean): Check {
  const id = "clock";
  if (aheadMs === undefined) return { id, status: "unknown", text: "not known: the answer did not say the time" };
  const off = Math.abs(aheadMs);
  if (off < warnMs) return ok(id, "agrees with the service's");
  const text = `the clock of this machine is ${durationText(off)} ${aheadMs > 0 ? "ahead of" : "behind"} the service's`;
  const advice = "sudo timedatectl set-ntp true, or set the clock: signatures and expiry times depend on it";
  return off >= failMs || isRefused ? problem(id, text, advice) : warning(id, text, advice);
}

function durationText(ms: number): string {
  return ms < 6_000_000 ? `${Math.round(ms / 60_000)} minutes` : `${Math.round(ms / 3_600_000)} hours`;
}

function quotaCheck(total: number): Check {
  const text = `${total} in the app`;
  if (total < freeGroups * 0.9 || total > freeGroups) return ok("groups", text);
  return warning(
    "groups",
    `${text}: a free app can have ${freeGroups}${total === freeGroups ? ", so the next one is refused with 10058" : ""}`,
    "npx tencent-chat sweep --expired, or change the plan",
  );
}
