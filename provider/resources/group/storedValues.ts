import type { GroupInfo } from "../../../chat";
import { storedValueText } from "../../reconcile/storedValue";
import type { GroupDiff } from "./drift";

const texts: ReadonlySet<string> = new Set(["name", "introduction", "notification", "faceUrl"]);

/** Returns one line for each property: what was sent, and what the service stored. */
export function storedValueLines(
  { changes: { customFields = {}, ...fields }, owner }: GroupDiff,
  info: GroupInfo,
): string {
  const actual: Readonly<Record<string, unknown>> = { ...info };
  const lines = [
    ...Object.entries(fields).map(([name, sent]) =>
      storedValueText({ name, sent, stored: actual[name], isOptional: name !== "name", isText: texts.has(name) }),
    ),
    ...Object.entries(customFields).map(([key, sent]) =>
      storedValueText({ name: `customFields["${key}"]`, sent, stored: info.customFields[key], isOptional: true }),
    ),
    ...(owner === undefined
      ? []
      : [
          storedValueText({
            name: "ownerAccount",
            sent: owner,
            stored: info.ownerAccount,
            isOptional: true,
            isText: false,
          }),
        ]),
  ];
  return lines.map((line) => `\n  - ${line}`).join("");
}
