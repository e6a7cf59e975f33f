const secondsOf: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** One or more numbers with a unit, the larger unit first, such as `7d`, `48h` or `1h30m`. */
const durationPattern = /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/;

/**
 * Parses a duration.
 *
 * @returns seconds; undefined if the text is not a duration
 * @example parseDuration("1h30m") // 5400
 */
export function parseDuration(text: string): number | undefined {
  const [, ...parts] = durationPattern.exec(text) ?? [];
  if (parts.every((part) => part === undefined)) return undefined;
  const units = Object.values(secondsOf);
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (units[index] ?? 0), 0);
}

/** The description of a valid duration for messages. */
export const durationText = "a duration such as 30m, 48h or 7d";
