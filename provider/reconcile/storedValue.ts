import { describeValue, textSize } from "../validation/problem";
import { firstDifference, normalizationsBetween } from "./normalization";

/** A property for which the service answered success, and has another value. */
interface StoredValue {
  /** The property, as the program has it. */
  readonly name: string;
  readonly sent: unknown;
  readonly stored: unknown;
  /** Whether a program can do without it. */
  readonly isOptional: boolean;
  /** False for what is one of a few words, or an id. Default true. */
  readonly isText?: boolean;
}

/**
 * What the service made of a property, and how to declare it so that nothing differs. The values are described and never
 * shown, as by `describe`: either may be a secret.
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
    return `${name}: it is to be empty, and the service keeps ${describeValue(kept)}. Declare it again, or clear it by other means.`;
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
      `${sizes}: the service keeps something else, from character ${firstDifference(sent, kept)} on. ` +
      `Declare it as it is kept${orLeftOut}: \`pulumi refresh --preview-only --diff\` shows how.`
    );
  }
  const done = changes.map(({ does }) => does).join(", and ");
  return `${sizes}: the service ${done}. Declare ${changes.map(({ declare }) => declare).join(", and ")}.`;
}
