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
  stored: value,
  isOptional: isOmittable,
  isText = true,
}: StoredValue): string {
  const orOmit = isOmittable ? ", or leave it out if it is not supported here" : "";
  const isEmpty = value === undefined || value === "";
  if (isText && sent === "") {
    return `${name}: it should be empty, but the service keeps ${describeValue(value)}. Declare it again, or clear it by other means.`;
  }
  if (!isText || typeof sent !== "string" || (typeof value !== "string" && !isEmpty)) {
    return `${name}: the service keeps its own value. Declare that one${orOmit}: \`pulumi refresh --preview-only --diff\` shows it.`;
  }
  if (isEmpty || typeof value !== "string")
    return `${name} (sent: ${textSize(sent)}): the service keeps nothing of it. Declare another value${orOmit}.`;
  const sizes = `${name} (sent: ${textSize(sent)}, kept: ${textSize(value)})`;
  const changes = normalizationsBetween(sent, value);
  if (changes === undefined) {
    return (
      `${sizes}: the service stores a different text, from character ${firstDifference(sent, value)} on. ` +
      `Declare the stored text${orOmit}: \`pulumi refresh --preview-only --diff\` shows it.`
    );
  }
  const effects = changes.map(({ effect: does }) => does).join(", and ");
  return `${sizes}: the service ${effects}. Declare ${changes.map(({ advice: declare }) => declare).join(", and ")}.`;
}
