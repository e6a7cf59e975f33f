import type { Logger } from "../../chat";

/** How a message gets to the user. */
export type MessageSink = (level: "info" | "warn", text: string) => void;

/** The engine shows the output of a dynamic provider as lines on the resource's stack. */
export const printMessage: MessageSink = (level, text) => console.log(level === "warn" ? `warning: ${text}` : text);

let sink = printMessage;

export function sendMessagesTo(other: MessageSink): void {
  sink = other;
}

export const engineLogger: Logger = {
  debug: () => {},
  info: (text) => sink("info", text),
  warn: (text) => sink("warn", text),
};

const logged = new Set<string>();

/** The engine may compare a resource several times in a run. */
export function logOnce(level: "info" | "warn", text: string | undefined): void {
  if (text === undefined || logged.has(text)) return;
  logged.add(text);
  engineLogger[level](text);
}
