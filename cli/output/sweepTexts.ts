import type { SweepTarget } from "../../provider/sweep/claim";
import type { SweepReport, SweptGroup } from "../../provider/sweep/report";
import { expiresText, groupJson, membersText, timeText } from "./groupTexts";
import { oneLine, table } from "./table";

/** The JSON of `tencent-chat sweep`. */
export function sweepJson(report: SweepReport, dryRun: boolean) {
  const { looked, stopped, seconds, swept, failed, unproven, persistent, unreadable, gone } = report;
  return {
    dryRun,
    looked,
    stopped,
    seconds,
    swept: swept.map((group) => ({ ...groupJson(group), proof: group.proof })),
    failed,
    unproven: unproven.map((group) => ({
      ...groupJson(group),
      why: group.why,
      ...(group.identity !== undefined && { identity: group.identity }),
    })),
    persistent: persistent.map(groupJson),
    unreadable,
    gone,
  };
}

/** What a person reads: the groups by stack and identity, what was left alone and why, and a summary. */
export function sweepText(report: SweepReport, target: SweepTarget, dryRun: boolean, now: number): string {
  const { looked, stopped, seconds, swept, failed, unproven, persistent, unreadable, gone } = report;
  const identities = [...new Set(unproven.flatMap(({ identity }) => identity ?? []))];
  const lines = [
    ...groupTables(swept, dryRun, now),
    ...failed.map(({ groupId, why }) => `still there: ${oneLine(groupId)}: ${why}`),
    ...unproven.map(
      ({ groupId, why, identity }) =>
        `left alone: ${oneLine(groupId)}: ${why}${identity === undefined ? "" : ` (identity ${identity})`}`,
    ),
    ...persistent.map(
      ({ groupId }) => `left alone: ${oneLine(groupId)}: its owner mark says that sweeps leave it alone (persist)`,
    ),
    ...unreadable.map(({ groupId, why }) => `not readable, so its owner is unknown: ${oneLine(groupId)}: ${why}`),
    ...gone.map((groupId) => `already gone: ${oneLine(groupId)}`),
    `${looked} groups checked: ${swept.length} ${dryRun ? "would be disbanded" : "disbanded"}, ${failed.length} still there, ` +
      `${unproven.length + persistent.length} left alone, ${unreadable.length} not readable. ${seconds.toFixed(1)} s.`,
    ...(stopped ? ["The sweep was stopped: there may be more groups. Run it again to go on."] : []),
    ...(dryRun && swept.length > 0 ? ["Nothing was changed. To disband them, run the command again with --yes."] : []),
    ...(target.identity === undefined
      ? identities.map((identity) => `To continue with one of them: tencent-chat sweep --identity ${identity}`)
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** One table for each stack and identity. */
function groupTables(groups: readonly SweptGroup[], dryRun: boolean, now: number): string[] {
  const byOwner = new Map<string, SweptGroup[]>();
  for (const group of groups) {
    const members = byOwner.get(ownerOf(group));
    if (members === undefined) byOwner.set(ownerOf(group), [group]);
    else members.push(group);
  }
  return [...byOwner].map(([owner, members]) => {
    const head = ["  GROUP", "TYPE", "NAME", "RESOURCE", "CREATED", "EXPIRES", "MEMBERS"];
    const rows = members.map((group) => [
      `  ${group.groupId}`,
      group.type,
      group.name,
      group.owner?.name ?? "",
      timeText(group.created),
      expiresText(group, now),
      membersText(group),
    ]);
    return `${dryRun ? "Would be disbanded" : "Disbanded"}, ${owner}:\n${table(head, rows)}`;
  });
}

function ownerOf({ owner, proof }: SweptGroup): string {
  return owner === undefined
    ? `without an owner mark (by its ${proof})`
    : `of stack ${oneLine(owner.stack)}, identity ${owner.identity}`;
}
