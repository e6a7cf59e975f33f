import type { Logger } from "../../chat";

/** The engine shows the output of this process as lines on the resource's stack. */
export const engineLogger: Logger = {
  debug: () => {},
  info: (text) => console.log(text),
  warn: (text) => console.log(`warning: ${text}`),
};

const logged = new Set<string>();

/** The engine may compare a resource several times in a run. */
export function logOnce(level: "info" | "warn", text: string | undefined): void {
  if (text === undefined || logged.has(text)) return;
  logged.add(text);
  engineLogger[level](text);
}
