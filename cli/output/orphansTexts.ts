import type { LostResource, OrphansReport } from "../../provider/inventory/orphans";
import { groupJson, ownerColumn, timeText } from "./groupTexts";
import { oneLine, table } from "./table";

/** The JSON of `tencent-chat orphans`. */
export function orphansJson({ orphans, unproven, ofOthers, ...rest }: OrphansReport) {
  return {
    ...rest,
    orphans: orphans.map(groupJson),
    unproven: unproven.map((group) => ({ ...groupJson(group), why: group.why })),
    ofOthers: ofOthers.map(groupJson),
  };
}

/** What a person reads: each kind of difference with what to do. */
export function orphansText(report: OrphansReport): string {
  const { looked, orphans, unproven, ofOthers, lost, unreadable, inOtherApps, stopped } = report;
  const identities = [...new Set(orphans.flatMap(({ owner }) => owner?.identity ?? []))];
  const lines = [
    ...part("In the service, and not in the state", orphans, [
      ...identities.map(
        (identity) => `To disband all groups of this program: tencent-chat sweep --identity ${identity}`,
      ),
      "To manage them again, run `pulumi up` with the program that declares them.",
    ]),
    ...(lost.length === 0
      ? []
      : [
          "In the state, and not in the service:",
          lostTable(lost),
          "`pulumi up --refresh` creates what is gone again. `pulumi state delete <urn>` forgets it.",
        ]),
    ...unproven.map(({ groupId, why }) => `Nothing proves whose it is: ${oneLine(groupId)}: ${why}`),
    ...part("Of another program whose stack has the same name", ofOthers, []),
    ...unreadable.map(({ groupId, why }) => `Not readable, so its owner is unknown: ${oneLine(groupId)}: ${why}`),
    ...(inOtherApps > 0 ? [`${inOtherApps} resources of the state are in another app, and were not checked.`] : []),
    ...(stopped ? ["It was interrupted: there may be more."] : []),
    `${looked} groups checked: ${orphans.length} not in the state, ${lost.length} not in the service.`,
  ];
  return `${lines.join("\n")}\n`;
}

function lostTable(lost: readonly LostResource[]): string {
  return table(
    ["  KIND", "ID", "WHY"],
    lost.map(({ kind, id, why }) => [`  ${kind}`, id, why]),
  );
}

function part(title: string, groups: OrphansReport["orphans"], advice: readonly string[]): string[] {
  if (groups.length === 0) return [];
  const rows = groups.map((group) => [
    `  ${group.groupId}`,
    group.type,
    group.name,
    timeText(group.created),
    ownerColumn(group),
  ]);
  return [`${title}:`, table(["  GROUP", "TYPE", "NAME", "CREATED", "STACK AND RESOURCE"], rows), ...advice];
}
