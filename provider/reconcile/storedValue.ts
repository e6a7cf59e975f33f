import { describeValue, textSize } from "../validation/problem";
import { firstDifference, normalizationsBetween } from "./normalization";

/** A property for which the service answered success but has another value. */
interface StoredValue {
  /** The name of the property in the program. */
  readonly name: string;
  readonly sent: unknown;
  readonly stored: unknown;
  /** Whether a program can omit it. */
  readonly isOptional: boolean;
  /** False for enumerations and ids. Default true. */
  readonly isText?: boolean;
}

/**
 * Returns what the service did to a property, and how to declare it so that nothing differs. Values are only described
 * (see `describeValue`), since either may be a secret.
 */
export function storedValueText({
  name,
  sent,
  stored: kept,
  isOptional: canBeLeftOut,
  isText = true,
}: StoredValue): string {
  const orLeftOut = canBeLeftOut ? ", or leave it out if it is not supported here" : "";
  const nothing = kept === undefined || kept === "";
  if (isText && sent === "") {
    return `${name}: it should be empty, but the service keeps ${describeValue(kept)}. Declare it again, or clear it by other means.`;
  }
  if (!isText || typeof sent !== "string" || (typeof kept !== "string" && !nothing)) {
    return `${name}: the service keeps its own value. Declare that one${orLeftOut}: \`pulumi refresh --preview-only --diff\` shows it.`;
  }
  if (nothing || typeof kept !== "string")
    return `${name} (sent: ${textSize(sent)}): the service keeps nothing of it. Declare another value${orLeftOut}.`;
  const sizes = `${name} (sent: ${textSize(sent)}, kept: ${textSize(kept)})`;
  const changes = normalizationsBetween(sent, kept);
  if (changes === undefined) {
    return (
      `${sizes}: the service stores a different text, from character ${firstDifference(sent, kept)} on. ` +
      `Declare the stored text${orLeftOut}: \`pulumi refresh --preview-only --diff\` shows it.`
    );
  }
  const done = changes.map(({ does }) => does).join(", and ");
  return `${sizes}: the service ${done}. Declare ${changes.map(({ declare }) => declare).join(", and ")}.`;
}
