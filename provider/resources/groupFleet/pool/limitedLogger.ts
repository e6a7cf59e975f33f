import type { Logger } from "../../../../chat";

/** Work on thousands of groups may have the same to say of each. */
const maxLines = 10;

/** Returns a logger that passes the first lines of each level on, and counts the rest; `end` logs how many there were. */
export function limitedLogger(log: Logger): { readonly log: Logger; end(): void } {
  const counts = { info: 0, warn: 0 };
  const limited = (level: "info" | "warn") => (text: string) => {
    counts[level] += 1;
    if (counts[level] <= maxLines) log[level](text);
  };
  return {
    log: { debug: (text) => log.debug(text), info: limited("info"), warn: limited("warn") },
    end() {
      for (const level of ["info", "warn"] as const)
        if (counts[level] > maxLines) log[level](`... and ${counts[level] - maxLines} more such lines.`);
    },
  };
}
