import type { GroupInfo } from "../../../chat";
import { keptForm } from "../../keptForm";
import type { Correction } from "./fields";

const texts: ReadonlySet<string> = new Set(["name", "introduction", "notification", "faceUrl"]);

/** What the service has made of each property that it was told to change, a line for each. */
export function keptLines({ changes: { customFields = {}, ...fields }, owner }: Correction, info: GroupInfo): string {
  const actual: Readonly<Record<string, unknown>> = { ...info };
  const lines = [
    ...Object.entries(fields).map(([name, sent]) =>
      keptForm({ name, sent, kept: actual[name], canBeLeftOut: name !== "name", isText: texts.has(name) }),
    ),
    ...Object.entries(customFields).map(([key, sent]) =>
      keptForm({ name: `customFields["${key}"]`, sent, kept: info.customFields[key], canBeLeftOut: true }),
    ),
    ...(owner === undefined
      ? []
      : [keptForm({ name: "ownerAccount", sent: owner, kept: info.ownerAccount, canBeLeftOut: true, isText: false })]),
  ];
  return lines.map((line) => `\n  - ${line}`).join("");
}
